package org.sciml4j.operators.fourier;

import org.jtransforms.fft.DoubleFFT_1D;

/** JTransforms, line by line: any length, any JVM. */
final class SingleLineTransform implements LineTransform {
  private static final int LANES = 8;

  private final int length;
  private final DoubleFFT_1D plan;

  SingleLineTransform(int length) {
    this.length = length;
    plan = new DoubleFFT_1D(length);
  }

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public void forward(Lines lines) {
    double[] line = lines.work;
    for (int lane = 0; lane < LANES; lane++) {
      for (int i = 0; i < length; i++) {
        line[2 * i] = lines.re[i * LANES + lane];
        line[2 * i + 1] = lines.im[i * LANES + lane];
      }
      plan.complexForward(line);
      for (int i = 0; i < length; i++) {
        lines.re[i * LANES + lane] = line[2 * i];
        lines.im[i * LANES + lane] = line[2 * i + 1];
      }
    }
  }
}
