package org.sciml4j.core.correlation;

import java.lang.foreign.MemorySegment;
import org.sciml4j.core.kernel.KernelProvider;

/**
 * Sums of products in twice the working precision: the result is as accurate as if computed with
 * 106-bit arithmetic and then kept as a pair of doubles.
 *
 * <pre>
 * T. Ogita, S. M. Rump, S. Oishi, Accurate sum and dot product, SIAM J. Sci. Comput. 26:1955, 2005, algorithm 5.3 (Dot2)
 * </pre>
 */
public sealed interface DotProducts permits SimdDotProducts, ScalarDotProducts {
  /**
   * The sum over a box of {@code memory[a + y] * memory[b + y]}.
   *
   * @param memory doubles in native memory
   * @param a element at which the first factor's box begins
   * @param b element at which the second factor's box begins
   * @param box extent and strides shared by both
   * @param sum receives the high part at index 0 and the low part at index 1
   */
  void sum(MemorySegment memory, long a, long b, Box box, double[] sum);

  /** The implementation that {@link KernelProvider} selects. */
  static DotProducts selected() {
    return of(KernelProvider.selected());
  }

  /** The implementation of one provider. */
  static DotProducts of(KernelProvider provider) {
    return switch (provider) {
      case SIMD -> new SimdDotProducts();
      case SCALAR -> new ScalarDotProducts();
    };
  }
}
