package org.sciml4j.core.gemm;

/**
 * Multiplies a few rows of A by a few vectors' worth of columns of B, all sums in registers.
 * Addresses are absolute and strides count bytes. For {@code i < rows} and columns {@code j}
 *
 * <pre>C[i, j] = A[i, 0] B[0, j] + ... + A[i, k-1] B[k-1, j]</pre>
 *
 * summed from left to right with fused operations.
 */
interface TileKernel {
  /**
   * Computes one tile.
   *
   * @param rows rows to compute, at least one and at most those of the kernel
   * @param aStep distance from A[i, p] to A[i, p + 1]
   * @param bStep distance from B[p, j] to B[p + 1, j]
   */
  void run(int k, int rows, long a, long aRow, long aStep, long b, long bStep, long c, long cRow);
}
