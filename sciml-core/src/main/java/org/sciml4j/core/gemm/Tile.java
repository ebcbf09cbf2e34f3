package org.sciml4j.core.gemm;

import org.sciml4j.core.tensor.DType;

/**
 * What distinguishes one {@link TileKernel} from another.
 *
 * @param rows rows of C whose sums are in registers
 * @param vectors vectors of columns of C
 */
record Tile(DType dtype, int rows, int vectors) {
  private static final int[] ROWS = {12, 8, 6, 4, 2, 1};

  /**
   * Rows of a tile more than one vector wide. With twelve, the addresses of the rows no longer fit
   * into registers.
   */
  private static final int MOST_ROWS_OF_WIDE = 8;

  /** Fused operations in flight: two a cycle, four cycles each. */
  private static final int LEAST_SUMS = 8;

  /** What a call costs, in fused operations. */
  private static final int COST_OF_CALL = 100;

  /** Vectors of columns of a panel of B, where registers hold this many sums. */
  static int mostVectors(int sums) {
    return sums / 6;
  }

  /**
   * Rows of the tiles that compute m rows of C from k terms in the shortest time. Few heights,
   * because the JIT compiler needs a while for every kernel.
   */
  static int rowsFor(long m, int vectors, long k, int sums) {
    int best = 1;
    for (int rows : ROWS) {
      boolean fits = rows * vectors <= sums && (vectors == 1 || rows <= MOST_ROWS_OF_WIDE);
      if (fits && cost(m, rows, vectors, k) < cost(m, best, vectors, k)) {
        best = rows;
      }
    }
    return best;
  }

  private static long cost(long m, int rows, int vectors, long k) {
    return Math.ceilDiv(m, rows) * (k * Math.max(rows * vectors, LEAST_SUMS) + COST_OF_CALL);
  }
}
