package org.sciml4j.core.convolution;

import org.sciml4j.core.tensor.DType;

/** Tiles of a convolution, sum by sum. */
record ScalarTaps(Elements elements, int rows, int columns) implements TapKernel {
  @Override
  public void run(
      int taps,
      long[] offsets,
      long[] weightOffsets,
      long x,
      long w,
      long pitch,
      int wanted,
      long out,
      long outPitch,
      boolean adds,
      int tiles) {
    for (int i = 0; i < wanted; i++) {
      for (int j = 0; j < tiles * columns; j++) {
        double sum = adds ? elements.get(out + i * outPitch, j) : 0;
        for (int k = 0; k < taps; k++) {
          double weight = elements.get(w + i * pitch + weightOffsets[k], 0);
          sum = fused(weight, elements.get(x + offsets[k], j), sum);
        }
        elements.set(out + i * outPitch, j, sum);
      }
    }
  }

  private double fused(double a, double b, double c) {
    return elements.dtype() == DType.F32
        ? Math.fma((float) a, (float) b, (float) c)
        : Math.fma(a, b, c);
  }
}
