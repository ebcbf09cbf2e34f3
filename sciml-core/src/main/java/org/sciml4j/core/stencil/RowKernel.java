package org.sciml4j.core.stencil;

/**
 * Computes runs of output points, each tap at an offset known only at run time: for rows near a
 * boundary, the points at the ends of rows, and stencils too large to unroll.
 *
 * <p>Every implementation takes the taps in the order given and fuses each product with its sum, so
 * all of them, and {@link StripKernel}, give the same bits. Positions count elements of {@code u}
 * and {@code out} where these are arrays, and bytes otherwise. The loops of the implementations are
 * alike but cannot be shared: one that sees two kinds of memory is slow on both.
 */
interface RowKernel {
  /** Computes {@code columns} neighbouring points of one row. */
  void row(TapSum sum, int columns);

  /**
   * Computes one column over {@code rows} neighbouring rows.
   *
   * @param rowPitch distance between rows of the field
   * @param resultPitch distance between rows of the result
   */
  void column(TapSum sum, long rows, long rowPitch, long resultPitch);
}
