package org.sciml4j.core.stencil;

/**
 * Computes one run of neighbouring output points along the fastest axis, each tap at an offset
 * known only at run time: for rows near a boundary, single edge points, and stencils too large to
 * unroll.
 *
 * <p>Every implementation takes the taps in the order given and fuses each product with its sum, so
 * all of them, and {@link StripKernel}, give the same bits. Positions count elements of {@code u}
 * and {@code out} where these are arrays, and bytes otherwise.
 */
interface RowKernel {
  /**
   * {@code out[dst + x] = sum_k weights[k] u[base + offsets[k] + x]} for {@code 0 <= x < columns}.
   *
   * @param taps how many entries of {@code offsets} and {@code weights} to use
   */
  void row(
      Object u,
      long base,
      long[] offsets,
      double[] weights,
      int taps,
      Object out,
      long dst,
      int columns);

  /**
   * {@code out[dst + x] = a u[centre + x] + b sum_k weights[k] u[base + offsets[k] + x]}: a
   * forward-Euler step in one pass.
   */
  void step(
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
      double b);

  /**
   * One output column over {@code rows} neighbouring rows, for the points at the ends of rows:
   * {@code out[dst + y resultPitch] = sum_k weights[k] u[base + offsets[k] + y rowPitch]}, or with
   * {@code step} the combination {@code a u[centre + y rowPitch] + b sum}.
   */
  void column(
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
      double b);
}
