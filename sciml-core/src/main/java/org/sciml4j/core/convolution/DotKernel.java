package org.sciml4j.core.convolution;

/**
 * The inner loop of a convolution's adjoint by its kernel: the inner products of a few rows with a
 * few shifts of a field, held in registers. Pitches, offsets and addresses count bytes.
 */
interface DotKernel {
  /** Rows of a tile; where fewer are wanted, the last is computed again. */
  int rows();

  /** Shifts of a tile; where fewer are wanted, the last is computed again. */
  int shifts();

  /**
   * Adds {@code sum_j a[i][j] b[offsets[first + t] + j]} to {@code out[rowOffset i + targets[first
   * + t]]}.
   *
   * @param vectors terms of a sum, in vectors of {@link LaneKernels#lanes}
   * @param pitch between rows of a
   * @param rows of the tile that are wanted, at least one
   * @param offsets of each shift in b
   * @param targets of each shift in a row of the result
   * @param first shift of the tile
   * @param shifts of the tile that are wanted, at least one
   * @param outPitch between rows of the result
   * @param work room for {@code rows() * shifts()} vectors, at a multiple of their size
   */
  void run(
      int vectors,
      long a,
      long pitch,
      int rows,
      long b,
      long[] offsets,
      long[] targets,
      int first,
      int shifts,
      long out,
      long outPitch,
      long work);
}
