package org.sciml4j.core.gemm;

/**
 * Transposes a square block with as many rows as a vector has lanes. Addresses are absolute and
 * distances count bytes.
 */
@FunctionalInterface
interface TransposeKernel {
  /** Writes the columns at {@code from} as rows at {@code to}. */
  void run(long from, long fromRow, long to, long toRow);
}
