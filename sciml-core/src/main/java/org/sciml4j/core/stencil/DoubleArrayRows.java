package org.sciml4j.core.stencil;

/**
 * Rows of a {@code double[]}. The plain loops of {@code row} are vectorised by the JIT compiler.
 * Positions count elements.
 */
final class DoubleArrayRows implements RowKernel {
  @Override
  public void row(TapSum sum, int columns) {
    double[] u = (double[]) sum.u;
    double[] out = (double[]) sum.out;
    int dst = (int) sum.dst;
    for (int x = 0; x < columns; x++) {
      out[dst + x] = 0;
    }
    for (int k = 0; k < sum.taps; k++) {
      int src = (int) (sum.base + sum.offsets[k]);
      double weight = sum.weights[k];
      for (int x = 0; x < columns; x++) {
        out[dst + x] = Math.fma(weight, u[src + x], out[dst + x]);
      }
    }
    if (sum.step) {
      int centre = (int) sum.centre;
      double a = sum.a;
      double b = sum.b;
      for (int x = 0; x < columns; x++) {
        out[dst + x] = Math.fma(b, out[dst + x], a * u[centre + x]);
      }
    }
  }

  @Override
  public void column(TapSum sum, long rows, long rowPitch, long resultPitch) {
    double[] u = (double[]) sum.u;
    double[] out = (double[]) sum.out;
    for (long y = 0; y < rows; y++) {
      long src = sum.base + y * rowPitch;
      double s = 0;
      for (int k = 0; k < sum.taps; k++) {
        s = Math.fma(sum.weights[k], u[(int) (src + sum.offsets[k])], s);
      }
      if (sum.step) {
        s = Math.fma(sum.b, s, sum.a * u[(int) (sum.centre + y * rowPitch)]);
      }
      out[(int) (sum.dst + y * resultPitch)] = s;
    }
  }
}
