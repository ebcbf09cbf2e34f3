package org.sciml4j.core.stencil;

/**
 * Rows of a {@code double[]}. The plain loops below are vectorised by the JIT compiler. Positions
 * count elements.
 */
final class DoubleArrayRows implements RowKernel {
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
    double[] values = (double[]) u;
    double[] sums = (double[]) out;
    int first = (int) dst;
    for (int x = 0; x < columns; x++) {
      sums[first + x] = 0;
    }
    for (int k = 0; k < taps; k++) {
      int src = (int) (base + offsets[k]);
      double weight = weights[k];
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
    double[] values = (double[]) u;
    double[] sums = (double[]) out;
    int first = (int) dst;
    int middle = (int) centre;
    for (int x = 0; x < columns; x++) {
      sums[first + x] = Math.fma(b, sums[first + x], a * values[middle + x]);
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
    double[] values = (double[]) u;
    double[] sums = (double[]) out;
    for (long y = 0; y < rows; y++) {
      long src = base + y * rowPitch;
      double sum = 0;
      for (int k = 0; k < taps; k++) {
        sum = Math.fma(weights[k], values[(int) (src + offsets[k])], sum);
      }
      if (step) {
        sum = Math.fma(b, sum, a * values[(int) (centre + y * rowPitch)]);
      }
      sums[(int) (dst + y * resultPitch)] = sum;
    }
  }
}
