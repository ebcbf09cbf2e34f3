package org.sciml4j.core.gemm;

import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.tensor.DType;

/** Copies or adds one block of rows to another; addresses and distances count bytes. */
@FunctionalInterface
interface RowTransfer {
  /**
   * Copies rows, or adds them to those at {@code to}.
   *
   * @param rows number of rows
   * @param columns elements in a row
   */
  void rows(long from, long fromRow, long to, long toRow, int rows, int columns, boolean adds);

  /** The implementation of one provider for one type of elements. */
  static RowTransfer of(KernelProvider provider, DType dtype) {
    return switch (provider) {
      case SIMD -> dtype == DType.F32 ? VectorTransfer::floats : VectorTransfer::doubles;
      case SCALAR -> dtype == DType.F32 ? ScalarTransfer::floats : ScalarTransfer::doubles;
    };
  }
}
