package org.sciml4j.core.gemm;

import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.tensor.DType;

/**
 * Scalar products of four rows with one vector whose elements, like those of the rows, are
 * neighbours in memory. Addresses are absolute and distances count bytes.
 */
@FunctionalInterface
interface DotKernel {
  /** Rows computed at a time. */
  int ROWS = 4;

  /**
   * Writes the product of row {@code i} to {@code to + i * toRow}; rows {@code rows} to 3 are left
   * out.
   */
  void run(int k, int rows, long a, long aRow, long b, long to, long toRow, boolean adds);

  /** The implementation of one provider for one type of elements. */
  static DotKernel of(KernelProvider provider, DType dtype) {
    return switch (provider) {
      case SIMD -> dtype == DType.F32 ? VectorDots::floats : VectorDots::doubles;
      case SCALAR -> dtype == DType.F32 ? ScalarDots::floats : ScalarDots::doubles;
    };
  }
}
