package org.sciml4j.core.gemm;

/**
 * What follows a product, applied block by block while a block of C is in cache: a bias, an
 * activation. Called exactly once for every element of C, by the thread that finished it, from
 * several threads at a time for different blocks.
 */
@FunctionalInterface
public interface Epilogue {
  /**
   * Works on the finished rows {@code rowFrom} to {@code rowTo - 1}, columns {@code columnFrom} to
   * {@code columnTo - 1} of one batch entry of C.
   */
  void rows(long batch, long rowFrom, long rowTo, long columnFrom, long columnTo);
}
