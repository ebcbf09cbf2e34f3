package org.sciml4j.operators.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.DifferentialOperator;

/** Fields whose derivative is exact, so that every stencil only approximates it. */
class SpectralDataTest {
  private static final double KAPPA = 0.1;
  private static final int N = 64;
  private static final double H = 2 * Math.PI / N;

  /** A random field of wave numbers up to 4 and its exact {@code kappa * laplacian}. */
  private static Tensor[] heat(RandomKey key) {
    Tensor u = Tensor.zeros(DType.F64, N, N);
    Tensor v = Tensor.zeros(DType.F64, N, N);
    long draw = 0;
    for (int k = -4; k <= 4; k++) {
      for (int l = 0; l <= 4; l++) {
        double size = key.normal(draw++) / (1 + k * k + l * l);
        double phase = 2 * Math.PI * key.uniform(1000 + draw);
        for (int i = 0; i < N; i++) {
          for (int j = 0; j < N; j++) {
            double mode = size * Math.cos(k * i * H + l * j * H + phase);
            u.set(u.get(i, j) + mode, i, j);
            v.set(v.get(i, j) - KAPPA * (k * k + l * l) * mode, i, j);
          }
        }
      }
    }
    return new Tensor[] {u, v};
  }

  @Test
  void theSecondMomentIsTheDiffusivityAndTheFitBeatsTheClassicalStencil() {
    Tensor[] data = heat(RandomKey.of(5));
    StencilFitProblem problem =
        StencilFit.between(
                TensorField.inSpace("u", data[0], H, H), TensorField.inSpace("v", data[1], H, H))
            .boundary(BoundaryMode.PERIODIC);
    StencilFit five = problem.size(5).fit();
    assertThat(five.stencil().moments().get(2, 0)).isCloseTo(KAPPA, within(1e-4 * KAPPA));
    assertThat(five.stencil().moments().get(0, 2)).isCloseTo(KAPPA, within(1e-4 * KAPPA));

    double classical =
        problem
            .pattern(new int[][] {{-1, 0}, {0, -1}, {0, 0}, {0, 1}, {1, 0}})
            .constrain(Constraint.consistentWith(DifferentialOperator.laplacian(2).times(KAPPA), 2))
            .fit()
            .residualStandardDeviation();
    assertThat(problem.size(3).fit().residualStandardDeviation()).isLessThan(0.5 * classical);
    data[0].close();
    data[1].close();
  }

  @Test
  void theResidualOfATooSmallStencilIsStructure() {
    Tensor[] data = heat(RandomKey.of(6));
    StencilFit fit =
        StencilFit.between(
                TensorField.inSpace("u", data[0], H, H), TensorField.inSpace("v", data[1], H, H))
            .boundary(BoundaryMode.PERIODIC)
            .fit();
    assertThat(fit.noise().kind()).isEqualTo(NoiseDiagnosis.Kind.STRUCTURE);
    assertThat(fit.residualMap().values()).hasSize(N * N);
    data[0].close();
    data[1].close();
  }
}
