package org.sciml4j.core.stencil;

/**
 * Rows of a {@code float[]}. The plain loops of {@code row} are vectorised by the JIT compiler.
 * Positions count elements.
 */
final class FloatArrayRows implements RowKernel {
  @Override
  public void row(TapSum sum, int columns) {
    float[] u = (float[]) sum.u;
    float[] out = (float[]) sum.out;
    int dst = (int) sum.dst;
    for (int x = 0; x < columns; x++) {
      out[dst + x] = 0;
    }
    for (int k = 0; k < sum.taps; k++) {
      int src = (int) (sum.base + sum.offsets[k]);
      float weight = (float) sum.weights[k];
      for (int x = 0; x < columns; x++) {
        out[dst + x] = Math.fma(weight, u[src + x], out[dst + x]);
      }
    }
    if (sum.step) {
      int centre = (int) sum.centre;
      float a = (float) sum.a;
      float b = (float) sum.b;
      for (int x = 0; x < columns; x++) {
        out[dst + x] = Math.fma(b, out[dst + x], a * u[centre + x]);
      }
    }
  }

  @Override
  public void column(TapSum sum, long rows, long rowPitch, long resultPitch) {
    float[] u = (float[]) sum.u;
    float[] out = (float[]) sum.out;
    for (long y = 0; y < rows; y++) {
      long src = sum.base + y * rowPitch;
      float s = 0;
      for (int k = 0; k < sum.taps; k++) {
        s = Math.fma((float) sum.weights[k], u[(int) (src + sum.offsets[k])], s);
      }
      if (sum.step) {
        s = Math.fma((float) sum.b, s, (float) sum.a * u[(int) (sum.centre + y * rowPitch)]);
      }
      out[(int) (sum.dst + y * resultPitch)] = s;
    }
  }
}
