package org.sciml4j.operators.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.Stencil;

class ErrorBarsTest {
  private static final RandomKey KEY = RandomKey.of(41);
  private static final int REPEATS = 500;

  @Test
  void intervalsCoverTheTruthAsOftenAsTheySay() {
    BoundaryMode[] modes = FitData.everywhere(BoundaryMode.PERIODIC, 2);
    Stencil truth = FitData.randomStencil(KEY.child(1), new int[] {3, 3}, 1, 1);
    int[][] offsets = truth.offsets();
    int[] covered = new int[offsets.length];
    double meanVariance = 0;
    try (Tensor u = FitData.smooth(KEY.child(2), 30, 16, 16)) {
      FitData.addNoise(u, KEY.child(3), 0.3);
      for (int repeat = 0; repeat < REPEATS; repeat++) {
        try (Tensor v = FitData.apply(truth, u, modes)) {
          FitData.addNoise(v, KEY.child(100 + repeat), 0.5);
          StencilFit fit =
              StencilFit.between(
                      TensorField.inSpace("u", u, 1, 1), TensorField.inSpace("v", v, 1, 1))
                  .boundary(modes)
                  .fit();
          meanVariance += fit.residualStandardDeviation() * fit.residualStandardDeviation();
          for (int k = 0; k < offsets.length; k++) {
            boolean inside =
                fit.interval("u", offsets[k], 0.95).contains(truth.coefficient(offsets[k]));
            covered[k] += inside ? 1 : 0;
          }
        }
      }
    }
    for (int count : covered) {
      assertThat((double) count / REPEATS).isBetween(0.90, 0.99);
    }
    assertThat(meanVariance / REPEATS).isCloseTo(0.25, within(0.005));
  }

  @Test
  void noiseOnTheTargetIsRecognisedAndNotWarnedOf() {
    BoundaryMode[] modes = FitData.everywhere(BoundaryMode.PERIODIC, 2);
    Stencil truth = FitData.randomStencil(KEY.child(4), new int[] {3, 3}, 1, 1);
    try (Tensor u = FitData.smooth(KEY.child(5), 30, 64, 64)) {
      FitData.addNoise(u, KEY.child(6), 0.3);
      try (Tensor v = FitData.apply(truth, u, modes)) {
        FitData.addNoise(v, KEY.child(7), 0.5);
        StencilFit fit =
            StencilFit.between(TensorField.inSpace("u", u, 1, 1), TensorField.inSpace("v", v, 1, 1))
                .boundary(modes)
                .fit();
        assertThat(fit.noise().kind()).isEqualTo(NoiseDiagnosis.Kind.TARGET_NOISE);
        assertThat(fit.warnings()).isEmpty();
        double[] power = fit.residualSpectrum().power();
        assertThat(fit.residualSpectrum().slope()).isCloseTo(1, within(0.15));
        assertThat(power[power.length / 2] * 64 * 64).isCloseTo(0.25, within(0.08));
      }
    }
  }

  @Test
  void intervalsWidenWithTheLevel() {
    try (Tensor u = KEY.child(8).normal(DType.F64, 30);
        Tensor v = KEY.child(9).normal(DType.F64, 30)) {
      StencilFit fit =
          StencilFit.between(TensorField.inSpace("u", u, 1), TensorField.inSpace("v", v, 1)).fit();
      int[] centre = {0};
      double error = fit.standardErrors("u")[1];
      // Student's t with 25 degrees of freedom: 97.5 % quantile 2.0595, 99.5 % quantile 2.7874.
      assertThat(fit.degreesOfFreedom()).isEqualTo(25);
      assertThat(fit.interval("u", centre, 0.95).width())
          .isCloseTo(2 * 2.0595 * error, within(1e-4 * error));
      assertThat(fit.interval("u", centre, 0.99).width())
          .isCloseTo(2 * 2.7874 * error, within(1e-4 * error));
    }
  }

  @Test
  void aConstantTargetHasNoVariationToExplain() {
    try (Tensor u = KEY.child(8).normal(DType.F64, 30, 30);
        Tensor v = Tensor.zeros(DType.F64, 30, 30).fill(0.1)) {
      StencilFit fit =
          StencilFit.between(TensorField.inSpace("u", u, 1, 1), TensorField.inSpace("v", v, 1, 1))
              .bias(true)
              .fit();
      assertThat(fit.rSquared()).isNaN();
      assertThat(fit.bias()).isCloseTo(0.1, within(1e-12));
      assertThat(fit.toString()).contains("the target does not vary");
    }
  }
}
