package org.sciml4j.core.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** Scalar products keep their bits when the JVM goes from its interpreter to its compilers. */
class DotBitsTest {
  private static final int LENGTH = 77;
  private static final int CALLS = 100_000;

  @ParameterizedTest
  @EnumSource(DType.class)
  void areTheSameBeforeAndAfterCompilation(DType dtype) {
    DotKernel kernel = DotKernel.of(KernelProvider.SIMD, dtype);
    try (Tensor rows = RandomKey.of(1).normal(dtype, DotKernel.ROWS, LENGTH);
        Tensor vector = RandomKey.of(2).normal(dtype, LENGTH);
        Tensor products = Tensor.zeros(dtype, DotKernel.ROWS)) {
      run(kernel, rows, vector, products);
      double[] first = products.toDoubles();
      for (int call = 1; call < CALLS; call++) {
        run(kernel, rows, vector, products);
      }
      assertThat(products.toDoubles()).isEqualTo(first);
    }
  }

  private static void run(DotKernel kernel, Tensor rows, Tensor vector, Tensor products) {
    int bytes = rows.dtype().bytes();
    kernel.run(
        LENGTH,
        DotKernel.ROWS,
        rows.segment().address(),
        (long) LENGTH * bytes,
        vector.segment().address(),
        products.segment().address(),
        bytes,
        false);
  }
}
