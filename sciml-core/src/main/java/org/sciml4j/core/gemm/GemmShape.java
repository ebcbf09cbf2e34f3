package org.sciml4j.core.gemm;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;

/**
 * What a {@link Gemm} computes: for every batch entry the matrix product {@code C = A B}, or {@code
 * C += A B}, of an m by k and a k by n matrix. Strides count elements and are not negative; columns
 * of C are neighbours in memory.
 *
 * <p>{@code aBatch} or {@code bBatch} 0 shares one matrix among all batch entries; {@code cBatch} 0
 * sums the products of all batch entries into one C.
 *
 * @param dtype element type of all three matrices
 * @param batch number of products
 * @param m rows of A and C
 * @param n columns of B and C
 * @param k columns of A and rows of B
 * @param aRow distance from a row of A to the next
 * @param aColumn distance from a column of A to the next
 * @param aBatch distance from one A to the next
 * @param bRow distance from a row of B to the next
 * @param bColumn distance from a column of B to the next
 * @param bBatch distance from one B to the next
 * @param cRow distance from a row of C to the next
 * @param cBatch distance from one C to the next
 * @param accumulate whether the product is added to C instead of replacing it
 */
public record GemmShape(
    DType dtype,
    long batch,
    long m,
    long n,
    long k,
    long aRow,
    long aColumn,
    long aBatch,
    long bRow,
    long bColumn,
    long bBatch,
    long cRow,
    long cBatch,
    boolean accumulate) {
  /**
   * Checks sizes and strides.
   *
   * @throws InvalidInputException if one is negative or 2^31 or more, or if rows of C overlap
   */
  public GemmShape {
    require("batch", batch);
    require("m", m);
    require("n", n);
    require("k", k);
    require("aRow", aRow);
    require("aColumn", aColumn);
    require("bRow", bRow);
    require("bColumn", bColumn);
    require("cRow", cRow);
    if (m > 1 && cRow < n) {
      throw new InvalidInputException("cRow", cRow, n + " or more", "rows of C must not overlap");
    }
    if (aBatch < 0 || bBatch < 0 || cBatch < 0) {
      throw new InvalidInputException(
          "batch stride", Math.min(aBatch, Math.min(bBatch, cBatch)), "0 or more", "correct it");
    }
  }

  /**
   * One product of dense row-major matrices.
   *
   * @param transposeA whether A is stored as its transpose, k by m
   * @param transposeB whether B is stored as its transpose, n by k
   */
  public static GemmShape of(
      DType dtype, long m, long n, long k, boolean transposeA, boolean transposeB) {
    return new GemmShape(
        dtype,
        1,
        m,
        n,
        k,
        transposeA ? 1 : k,
        transposeA ? m : 1,
        0,
        transposeB ? 1 : n,
        transposeB ? k : 1,
        0,
        n,
        0,
        false);
  }

  /** This product for several dense matrices A, B and C, one after the other in memory. */
  public GemmShape batched(long count) {
    return batched(count, m * k, k * n, m * n);
  }

  /** This product for several matrices at the given distances in elements. */
  public GemmShape batched(long count, long aDistance, long bDistance, long cDistance) {
    return new GemmShape(
        dtype,
        count,
        m,
        n,
        k,
        aRow,
        aColumn,
        aDistance,
        bRow,
        bColumn,
        bDistance,
        cRow,
        cDistance,
        accumulate);
  }

  /** The same product added to C instead of replacing it. */
  public GemmShape accumulating() {
    return new GemmShape(
        dtype, batch, m, n, k, aRow, aColumn, aBatch, bRow, bColumn, bBatch, cRow, cBatch, true);
  }

  /** The transposed product B^T A^T, overwriting a dense C^T. */
  GemmShape transposed() {
    return new GemmShape(
        dtype,
        batch,
        n,
        m,
        k,
        bColumn,
        bRow,
        bBatch,
        aColumn,
        aRow,
        aBatch,
        m,
        sumsBatch() ? 0 : m * n,
        false);
  }

  /** Floating-point operations of all products: a multiplication and an addition per term. */
  public long flops() {
    return 2 * batch * m * n * k;
  }

  /** Whether the products of all batch entries are summed into one C. */
  public boolean sumsBatch() {
    return cBatch == 0;
  }

  private static void require(String name, long value) {
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new InvalidInputException(
          name, value, "0 to " + Integer.MAX_VALUE, "split the product into smaller ones");
    }
  }
}
