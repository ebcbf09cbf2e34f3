package org.sciml4j.operators;

import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.fit.StencilFit;

/** What {@link PlainJvmTest} starts in a JVM of its own: applies a stencil and fits it again. */
final class PlainJvmProgram {
  private PlainJvmProgram() {}

  /** Prints the provider and the largest error of the fitted coefficients. */
  public static void main(String[] arguments) {
    Stencil stencil =
        Stencil.of(
            new double[] {1, 1},
            new int[][] {{-1, 0}, {0, -1}, {0, 0}, {0, 1}, {1, 0}},
            new double[] {1, 1, -4, 1, 1});
    try (Tensor u = RandomKey.of(1).normal(DType.F64, 24, 40);
        Tensor v = Tensor.zeros(DType.F64, 24, 40)) {
      stencil.on(Grid.of(1, BoundaryMode.PERIODIC, 24, 40)).apply(u, v);
      Stencil found =
          StencilFit.between(TensorField.inSpace("u", u, 1, 1), TensorField.inSpace("v", v, 1, 1))
              .size(3)
              .boundary(BoundaryMode.PERIODIC)
              .fit()
              .stencil();
      double worst = 0;
      for (int[] offset : found.offsets()) {
        double error = found.coefficient(offset) - stencil.coefficient(offset);
        worst = Math.max(worst, Math.abs(error));
      }
      System.out.println(KernelProvider.selected() + " " + worst);
    }
  }
}
