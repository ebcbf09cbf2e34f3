package org.sciml4j.operators;

import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.fit.StencilFit;
import org.sciml4j.operators.mks.InfluenceFit;
import org.sciml4j.operators.mks.LegendreBasis;

/** What {@link PlainJvmTest} starts in a JVM of its own: fits a stencil and influence kernels. */
final class PlainJvmProgram {
  private PlainJvmProgram() {}

  /** Prints the provider and the largest error of what was fitted. */
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
      System.out.println(KernelProvider.selected() + " " + Math.max(worst, influenceError()));
    }
  }

  /** Responses three times the states and half their neighbours', by influence kernels. */
  private static double influenceError() {
    try (Tensor states = RandomKey.of(2).uniform(DType.F64, 9, 14);
        Tensor responses = Tensor.zeros(DType.F64, 9, 14)) {
      for (int sample = 0; sample < 9; sample++) {
        for (int i = 0; i < 14; i++) {
          double left = states.get(sample, (i + 13) % 14);
          responses.set(3 * states.get(sample, i) + left / 2, sample, i);
        }
      }
      InfluenceFit fit =
          InfluenceFit.of(
              new LegendreBasis(2, 0, 1),
              TensorField.inTime("h", states, 1, 1),
              TensorField.inTime("p", responses, 1, 1));
      double worst = 0;
      try (Tensor predicted = Tensor.zeros(DType.F64, 9, 14)) {
        fit.kernels().localization().predict(states, predicted);
        for (long i = 0; i < predicted.count(); i++) {
          worst = Math.max(worst, Math.abs(predicted.getFlat(i) - responses.getFlat(i)));
        }
      }
      return worst;
    }
  }
}
