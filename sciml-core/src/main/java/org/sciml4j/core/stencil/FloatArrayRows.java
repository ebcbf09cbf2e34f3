package org.sciml4j.core.stencil;

/**
 * Rows of a {@code float[]}. The plain loops below are vectorised by the JIT compiler. Positions
 * count elements.
 */
final class FloatArrayRows implements RowKernel {
  @Override
  public void row(
      Object u,
      long base,
      long[] offsets,
      double[] weights,
      int taps,
      Object out,
      long dst,
      int columns) {
    float[] values = (float[]) u;
    float[] sums = (float[]) out;
    int first = (int) dst;
    for (int x = 0; x < columns; x++) {
      sums[first + x] = 0;
    }
    for (int k = 0; k < taps; k++) {
      int src = (int) (base + offsets[k]);
      float weight = (float) weights[k];
      for (int x = 0; x < columns; x++) {
        sums[first + x] = Math.fma(weight, values[src + x], sums[first + x]);
      }
    }
  }

  @Override
  public void step(
      Object u,
      long base,
      long[] offsets,
      double[] weights,
      int taps,
      Object out,
      long dst,
      int columns,
      double a,
      long centre,
      double b) {
    row(u, base, offsets, weights, taps, out, dst, columns);
    float[] values = (float[]) u;
    float[] sums = (float[]) out;
    int first = (int) dst;
    int middle = (int) centre;
    for (int x = 0; x < columns; x++) {
      sums[first + x] = Math.fma((float) b, sums[first + x], (float) a * values[middle + x]);
    }
  }

  @Override
  public void column(
      Object u,
      long base,
      long rowPitch,
      long[] offsets,
      double[] weights,
      int taps,
      Object out,
      long dst,
      long resultPitch,
      long rows,
      boolean step,
      double a,
      long centre,
      double b) {
    float[] values = (float[]) u;
    float[] sums = (float[]) out;
    for (long y = 0; y < rows; y++) {
      long src = base + y * rowPitch;
      float sum = 0;
      for (int k = 0; k < taps; k++) {
        sum = Math.fma((float) weights[k], values[(int) (src + offsets[k])], sum);
      }
      if (step) {
        sum = Math.fma((float) b, sum, (float) a * values[(int) (centre + y * rowPitch)]);
      }
      sums[(int) (dst + y * resultPitch)] = sum;
    }
  }
}
