package org.sciml4j.core.convolution;

/**
 * The inner loop of a convolution: a few rows by a few vectors of sums, held in registers. Row
 * {@code i}, column {@code j} of the result is {@code sum_k w[i][weightOffsets[k]] x[offsets[k] +
 * j]}, summed in the order of k with fused operations, so that every implementation gives the same
 * bits. Offsets, pitches and addresses count bytes.
 */
interface TapKernel {
  /** Rows of a tile; where fewer are wanted, the last is computed again. */
  int rows();

  /** Columns of a tile, all of which are read and written. */
  int columns();

  /**
   * Computes neighbouring tiles of columns.
   *
   * @param taps number of terms
   * @param offsets of each term in x
   * @param weightOffsets of each term in a row of w
   * @param pitch between rows of w
   * @param rows of the tile that are wanted, at least one
   * @param outPitch between rows of the result
   * @param adds whether the sums continue what the result holds
   * @param tiles number of tiles, at least one
   */
  void run(
      int taps,
      long[] offsets,
      long[] weightOffsets,
      long x,
      long w,
      long pitch,
      int rows,
      long out,
      long outPitch,
      boolean adds,
      int tiles);

  /** Computes one tile, the rest as the other. */
  default void run(
      int taps,
      long[] offsets,
      long[] weightOffsets,
      long x,
      long w,
      long pitch,
      int rows,
      long out,
      long outPitch,
      boolean adds) {
    run(taps, offsets, weightOffsets, x, w, pitch, rows, out, outPitch, adds, 1);
  }
}
