package org.sciml4j.operators.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.Stencil;

class NoisyInputTest {
  private static final RandomKey KEY = RandomKey.of(51);
  private static final double DT = 0.05;
  private static final double NOISE = 0.02;

  /** Advection and diffusion, so that the field keeps moving. */
  private static final Stencil TRUTH =
      Stencil.of(new double[] {1}, new int[][] {{-1}, {0}, {1}}, new double[] {1.2, -1.5, 0.3});

  private static Tensor series(int frames) {
    try (Tensor first = KEY.child(1).normal(DType.F64, 4000)) {
      return FitData.march(first, TRUTH, DT, frames, BoundaryMode.PERIODIC);
    }
  }

  private static double error(StencilFit fit) {
    return fit.stencil().minus(TRUTH).largestCoefficient();
  }

  @Test
  void noiseInUIsFoundToldAndRemedied() {
    try (Tensor u = series(40)) {
      FitData.addNoise(u, KEY.child(2), NOISE);
      StencilFitProblem problem =
          StencilFit.timeDerivativeOf(TensorField.inTime("u", u, DT, 1))
              .boundary(BoundaryMode.PERIODIC);
      StencilFit plain = problem.fit();
      StencilFit remedied = problem.instrument(Instrument.laggedInTime(1)).fit();

      NoiseDiagnosis noise = plain.noise();
      assertThat(noise.kind()).isEqualTo(NoiseDiagnosis.Kind.INPUT_NOISE);
      assertThat(noise.timeCorrelation()).isCloseTo(-0.5, within(0.05));
      assertThat(noise.inputNoise()).isCloseTo(NOISE, within(0.1 * NOISE));
      assertThat(noise.coefficientBias())
          .isCloseTo(
              plain.stencil().coefficient(0) - TRUTH.coefficient(0), within(0.2 * error(plain)));
      assertThat(plain.toString()).contains("u is noisy").contains("lagged in time (time=1)");

      assertThat(error(remedied)).isLessThan(error(plain) / 10);
      int[][] offsets = TRUTH.offsets();
      for (int[] offset : offsets) {
        assertThat(remedied.interval("u", offset, 0.999).contains(TRUTH.coefficient(offset)))
            .isTrue();
      }
      assertThat(remedied.warnings().toString()).contains("the instruments remove the bias");
    }
  }

  @Test
  void intervalsUnderInstrumentsCoverTheTruthAsOftenAsTheySay() {
    int repeats = 300;
    int[] covered = new int[TRUTH.size()];
    double width = 0;
    double scatter = 0;
    try (Tensor first = KEY.child(10).normal(DType.F64, 300);
        Tensor clean = FitData.march(first, TRUTH, DT, 12, BoundaryMode.PERIODIC)) {
      for (int repeat = 0; repeat < repeats; repeat++) {
        try (Tensor u = clean.copy()) {
          FitData.addNoise(u, KEY.child(1000 + repeat), NOISE);
          StencilFit fit =
              StencilFit.timeDerivativeOf(TensorField.inTime("u", u, DT, 1))
                  .boundary(BoundaryMode.PERIODIC)
                  .instrument(Instrument.laggedInTime(1))
                  .fit();
          int[][] offsets = TRUTH.offsets();
          for (int k = 0; k < covered.length; k++) {
            double truth = TRUTH.coefficient(offsets[k]);
            covered[k] += fit.interval("u", offsets[k], 0.95).contains(truth) ? 1 : 0;
          }
          width += fit.standardErrors("u")[1] * fit.standardErrors("u")[1] / repeats;
          scatter += Math.pow(fit.stencil().coefficient(0) - TRUTH.coefficient(0), 2) / repeats;
        }
      }
    }
    assertThat(Math.sqrt(width / scatter)).isBetween(0.8, 1.25);
    for (int count : covered) {
      assertThat((double) count / repeats).isBetween(0.90, 0.99);
    }
  }

  @Test
  void centredDifferencesNeedALongerLag() {
    try (Tensor u = series(60)) {
      StencilFitProblem problem =
          StencilFit.timeDerivativeOf(TensorField.inTime("u", u, DT, 1))
              .boundary(BoundaryMode.PERIODIC)
              .timeDifference(TimeDifference.CENTRED);
      Stencil clean = problem.fit().stencil();
      FitData.addNoise(u, KEY.child(3), 4 * NOISE);
      Stencil plain = problem.fit().stencil();
      Stencil remedied = problem.instrument(Instrument.laggedInTime(2)).fit().stencil();
      assertThat(problem.fit().noise().kind()).isEqualTo(NoiseDiagnosis.Kind.INPUT_NOISE);
      assertThat(remedied.minus(clean).largestCoefficient())
          .isLessThan(plain.minus(clean).largestCoefficient());
    }
  }

  @Test
  void withoutTimeAnInstrumentLaggedInSpaceHelps() {
    Stencil truth = Stencil.of(new double[] {1}, new int[][] {{0}}, new double[] {2});
    try (Tensor u = FitData.smooth(KEY.child(4), 60, 20_000);
        Tensor v = FitData.apply(truth, u, BoundaryMode.PERIODIC)) {
      double signal = Arrays.stream(u.toDoubles()).map(x -> x * x).average().orElseThrow();
      FitData.addNoise(u, KEY.child(5), 0.5);
      StencilFitProblem problem =
          StencilFit.between(TensorField.inSpace("u", u, 1), TensorField.inSpace("v", v, 1))
              .boundary(BoundaryMode.PERIODIC)
              .size(1);
      double plain = problem.fit().stencil().coefficient(0);
      double remedied =
          problem.instrument(Instrument.laggedInSpace(1)).fit().stencil().coefficient(0);
      // Attenuation by the signal's share of the variance, W. A. Fuller 1987, eq. 1.1.7.
      assertThat(plain).isCloseTo(2 * signal / (signal + 0.25), within(0.02));
      assertThat(Math.abs(remedied - 2)).isLessThan(Math.abs(plain - 2) / 10);
    }
  }

  @Test
  void noiseInUShowsAsCorrelatedNeighboursInAPair() {
    Stencil truth =
        Stencil.of(new double[] {1}, new int[][] {{-1}, {0}, {1}}, new double[] {1, -2, 1});
    try (Tensor u = KEY.child(6).normal(DType.F64, 20_000);
        Tensor v = FitData.apply(truth, u, BoundaryMode.PERIODIC)) {
      FitData.addNoise(u, KEY.child(7), 0.1);
      StencilFit fit =
          StencilFit.between(TensorField.inSpace("u", u, 1), TensorField.inSpace("v", v, 1))
              .boundary(BoundaryMode.PERIODIC)
              .fit();
      assertThat(fit.noise().kind()).isEqualTo(NoiseDiagnosis.Kind.INPUT_NOISE);
      assertThat(fit.noise().inputNoise()).isCloseTo(0.1, within(0.01));
    }
  }

  @Test
  void aMissingTermShowsAsStructure() {
    Stencil truth =
        Stencil.of(new double[] {1}, new int[][] {{-3}, {0}, {3}}, new double[] {1, -2, 1});
    try (Tensor u = FitData.smooth(KEY.child(8), 30, 500);
        Tensor w = FitData.smooth(KEY.child(9), 30, 500);
        Tensor v =
            FitData.addTo(
                FitData.apply(truth, u, BoundaryMode.PERIODIC), truth, w, BoundaryMode.PERIODIC)) {
      StencilFit fit =
          StencilFit.between(TensorField.inSpace("u", u, 1), TensorField.inSpace("v", v, 1))
              .boundary(BoundaryMode.PERIODIC)
              .fit();
      assertThat(fit.noise().kind()).isEqualTo(NoiseDiagnosis.Kind.STRUCTURE);
      assertThat(fit.residualSpectrum().slope()).isGreaterThan(10);
    }
  }

  @Test
  void instrumentsMayLieFarToEitherSide() {
    Stencil truth = Stencil.of(new double[] {1}, new int[][] {{0}, {1}}, new double[] {2, -1});
    try (Tensor u = FitData.smooth(KEY.child(11), 60, 5_000);
        Tensor v = FitData.apply(truth, u, BoundaryMode.PERIODIC)) {
      FitData.addNoise(u, KEY.child(12), 0.1);
      StencilFitProblem problem =
          StencilFit.between(TensorField.inSpace("u", u, 1), TensorField.inSpace("v", v, 1))
              .boundary(BoundaryMode.PERIODIC)
              .pattern(new int[] {0}, new int[] {1});
      for (int shift : new int[] {-3, -2, 2, 3}) {
        StencilFit fit = problem.instrument(Instrument.laggedInSpace(shift)).fit();
        assertThat(fit.stencil().sum()).isCloseTo(1, within(0.01));
        assertThat(fit.standardErrors("u")[0]).isBetween(1e-4, 1e3);
      }
    }
  }

  @Test
  void errorBarsUnderInstrumentsAndRidgeTellTheScatterWhereRidgeDoesNotBias() {
    int repeats = 200;
    double[] found = new double[repeats];
    double variance = 0;
    try (Tensor first = KEY.child(13).normal(DType.F64, 300);
        Tensor clean = FitData.march(first, TRUTH.times(0), DT, 12, BoundaryMode.PERIODIC)) {
      for (int repeat = 0; repeat < repeats; repeat++) {
        try (Tensor u = clean.copy()) {
          FitData.addNoise(u, KEY.child(2000 + repeat), NOISE);
          StencilFit fit =
              StencilFit.timeDerivativeOf(TensorField.inTime("u", u, DT, 1))
                  .boundary(BoundaryMode.PERIODIC)
                  .instrument(Instrument.laggedInTime(1))
                  .ridge(1)
                  .fit();
          found[repeat] = fit.stencil().coefficient(0);
          variance += Math.pow(fit.standardErrors("u")[1], 2) / repeats;
        }
      }
    }
    double mean = Arrays.stream(found).average().orElseThrow();
    double scatter = Arrays.stream(found).map(c -> (c - mean) * (c - mean)).sum() / (repeats - 1);
    assertThat(Math.sqrt(variance / scatter)).isBetween(0.8, 1.25);
  }
}
