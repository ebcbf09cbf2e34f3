package org.sciml4j.core.convolution;

import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.tensor.DType;

/** The inner loops of one provider for one element type. */
interface LaneKernels {
  /** Those of a provider; the Vector API is touched only where it is asked for. */
  static LaneKernels of(KernelProvider provider, DType dtype) {
    return provider == KernelProvider.SIMD ? new SimdKernels(dtype) : new ScalarKernels(dtype);
  }

  /** Elements of a vector, the granularity of columns. */
  int lanes();

  /**
   * The inner loop for a number of rows, of which it takes as many as are best at a time.
   *
   * @param wide whether it takes several vectors of columns at a time
   */
  TapKernel taps(int rows, boolean wide);

  /** The inner loop of inner products for a number of rows. */
  DotKernel dots(int rows);

  /** Copies of rows. */
  RowCopies copies();
}
