package org.sciml4j.core.gemm;

import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.tensor.DType;

/**
 * Adds multiples of four rows to one: {@code y += x0 b0 + x1 b1 + x2 b2 + x3 b3}, in this order.
 * Addresses are absolute and distances count bytes.
 */
@FunctionalInterface
interface AxpyKernel {
  /** Terms added at a time. */
  int TERMS = 4;

  /**
   * Adds up to four terms.
   *
   * @param terms number of terms, at least one
   * @param adds whether y is added to; else it is replaced
   */
  void run(int columns, int terms, boolean adds, long x, long xStep, long b, long bRow, long y);

  /** The implementation of one provider for one type of elements. */
  static AxpyKernel of(KernelProvider provider, DType dtype) {
    return switch (provider) {
      case SIMD -> dtype == DType.F32 ? VectorAxpy::floats : VectorAxpy::doubles;
      case SCALAR -> dtype == DType.F32 ? ScalarAxpy::floats : ScalarAxpy::doubles;
    };
  }
}
