package org.sciml4j.core.gemm;

import org.sciml4j.core.tensor.DType;

/**
 * What distinguishes one {@link TileKernel} from another.
 *
 * @param rows rows of C whose sums are in registers
 * @param vectors vectors of columns of C
 */
record Tile(DType dtype, int rows, int vectors) {
  private static final int[] ROWS = {8, 6, 4, 2, 1};

  /** Fused operations in flight: two a cycle, four cycles each. */
  private static final int LEAST_SUMS = 8;

  private static final int COST_OF_CALL = 3;

  /** Vectors of columns of a panel of B, where registers hold this many sums. */
  static int mostVectors(int sums) {
    return sums / 6;
  }

  /**
   * Rows of the tiles that compute m rows of C in the shortest time. Few heights, because the JIT
   * compiler needs a while for every kernel.
   */
  static int rowsFor(long m, int vectors, int sums) {
    int best = 1;
    for (int rows : ROWS) {
      if (rows * vectors <= sums && cost(m, rows, vectors) < cost(m, best, vectors)) {
        best = rows;
      }
    }
    return best;
  }

  private static long cost(long m, int rows, int vectors) {
    return Math.ceilDiv(m, rows) * (Math.max(rows * vectors, LEAST_SUMS) + COST_OF_CALL);
  }
}
