package org.sciml4j.sindy.differentiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.data.Trajectory;

class DifferentiationTest {
  /** The largest error falls by the promised power of the spacing, ends included. */
  @ParameterizedTest
  @CsvSource({
    "2,1,false", "2,1,true", "2,2,false", "2,2,true",
    "4,1,false", "4,1,true", "4,2,false", "4,2,true",
    "6,1,false", "6,1,true", "6,2,false", "8,1,false"
  })
  void finiteDifferencesConvergeAtTheirOrder(int accuracy, int order, boolean stretched) {
    FiniteDifferences method = FiniteDifferences.centralDifferences(accuracy);
    int samples = accuracy < 8 ? 80 : 30;
    double coarse = largestError(method, order, times(samples, stretched));
    double fine = largestError(method, order, times(2 * samples, stretched));
    assertThat(Math.log(coarse / fine) / Math.log(2)).isGreaterThan(accuracy - 0.4);
  }

  @ParameterizedTest
  @CsvSource({"5,2,1,2", "7,4,1,4", "7,4,2,3", "9,3,2,2"})
  void localPolynomialsConvergeAtTheirOrder(int window, int degree, int order, double expected) {
    for (boolean stretched : new boolean[] {false, true}) {
      SavitzkyGolay method = new SavitzkyGolay(window, degree);
      double coarse = largestError(method, order, times(100, stretched));
      double fine = largestError(method, order, times(200, stretched));
      assertThat(Math.log(coarse / fine) / Math.log(2)).isGreaterThan(expected - 0.4);
    }
  }

  /** The published table for five points and a quadratic: (-2, -1, 0, 1, 2)/10. */
  @Test
  void localPolynomialsHaveThePublishedWeights() {
    double[] impulse = {0, 0, 0, 0, 1, 0, 0, 0, 0};
    Derivative derivative = new SavitzkyGolay(5, 2).differentiate(grid(9, 1), impulse, 1);
    assertThat(Arrays.copyOfRange(derivative.values(), 2, 7))
        .containsExactly(new double[] {0.2, 0.1, 0, -0.1, -0.2}, within(1e-14));
    assertThat(Arrays.copyOfRange(derivative.smoothed(), 2, 7))
        .containsExactly(
            new double[] {-3 / 35., 12 / 35., 17 / 35., 12 / 35., -3 / 35.}, within(1e-14));
  }

  @Test
  void spectraAreExactForPeriodicSignals() {
    for (int n : new int[] {32, 33}) {
      double[] times = grid(n, 2 * Math.PI / n);
      double[] values = Arrays.stream(times).map(t -> Math.exp(Math.sin(t))).toArray();
      double[] first =
          SpectralDifferentiation.spectralDifferentiation()
              .differentiate(times, values, 1)
              .values();
      double[] second =
          SpectralDifferentiation.spectralDifferentiation()
              .differentiate(times, values, 2)
              .values();
      for (int i = 0; i < n; i++) {
        double c = Math.cos(times[i]);
        assertThat(first[i]).isCloseTo(values[i] * c, within(1e-12));
        assertThat(second[i]).isCloseTo(values[i] * (c * c - Math.sin(times[i])), within(1e-11));
      }
    }
  }

  @Test
  void spectraRefuseUnequalSpacingAndGaps() {
    assertThatThrownBy(
            () ->
                SpectralDifferentiation.spectralDifferentiation()
                    .differentiate(times(20, true), new double[20], 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("unequally spaced");
    double[] x = new double[20];
    x[3] = Double.NaN;
    assertThatThrownBy(
            () ->
                SpectralDifferentiation.spectralDifferentiation()
                    .differentiate(Trajectory.uniform(1, x), 1))
        .hasMessageContaining("state x is missing at some times");
  }

  @Test
  void unsmoothedSplineInterpolatesAndConverges() {
    SmoothingSpline method = SmoothingSpline.smoothingSpline(0);
    double[] times = times(100, true);
    double[] values = sample(times, DifferentiationTest::wave);
    Derivative derivative = method.differentiate(times, values, 1);
    assertThat(derivative.smoothed()).containsExactly(values, within(1e-14));
    double coarse = innerError(method, times(60, false));
    double fine = innerError(method, times(120, false));
    assertThat(Math.log(coarse / fine) / Math.log(2)).isGreaterThan(2.8);
  }

  /** A huge λ leaves the straight line of least squares. */
  @Test
  void smoothestSplineIsTheRegressionLine() {
    double[] times = {0, 1, 2.5, 3, 4.5, 6};
    double[] values = {1, 2, 2, 5, 3, 8};
    double meanT = Arrays.stream(times).average().orElseThrow();
    double meanY = Arrays.stream(values).average().orElseThrow();
    double tt = 0;
    double ty = 0;
    for (int i = 0; i < times.length; i++) {
      tt += (times[i] - meanT) * (times[i] - meanT);
      ty += (times[i] - meanT) * (values[i] - meanY);
    }
    double[] slopes = SmoothingSpline.smoothingSpline(1e9).differentiate(times, values, 1).values();
    for (double slope : slopes) {
      assertThat(slope).isCloseTo(ty / tt, within(1e-6));
    }
  }

  /** The score from the banded inverse equals its definition with the dense smoother. */
  @Test
  void crossValidationScoreIsItsDefinition() {
    double[] times = {0, 1, 2.5, 3, 4.5, 6, 6.5};
    double[] values = {1, 2, 2, 5, 3, 8, 2};
    double lambda = 0.7;
    int n = times.length;
    double trace = 0;
    for (int j = 0; j < n; j++) {
      double[] unit = new double[n];
      unit[j] = 1;
      trace +=
          1 - SmoothingSpline.smoothingSpline(lambda).differentiate(times, unit, 1).smoothed()[j];
    }
    double[] fit =
        SmoothingSpline.smoothingSpline(lambda).differentiate(times, values, 1).smoothed();
    double squares = 0;
    for (int i = 0; i < n; i++) {
      squares += (values[i] - fit[i]) * (values[i] - fit[i]);
    }
    assertThat(new ReinschSystem(times, values).generalisedCrossValidation(lambda))
        .isCloseTo(n * squares / (trace * trace), within(1e-12));
  }

  /** Every smoother beats plain differences on noise, by factors known to be within reach. */
  @Test
  void smoothersReduceNoise() {
    double[] times = times(600, false);
    SplittableRandom random = new SplittableRandom(5);
    double[] values =
        Arrays.stream(times).map(t -> wave(t) + 0.01 * random.nextGaussian()).toArray();
    double plain = rootMeanSquare(FiniteDifferences.centralDifferences(2), times, values);
    assertThat(rootMeanSquare(SavitzkyGolay.savitzkyGolay(31, 3), times, values))
        .isLessThan(plain / 10);
    assertThat(rootMeanSquare(SmoothingSpline.smoothingSpline(), times, values))
        .isLessThan(plain / 20);
    assertThat(rootMeanSquare(TotalVariation.totalVariation(0.001), times, values))
        .isLessThan(plain / 4);
    assertThat(rootMeanSquare(TotalVariation.trendFilter(3e-4), times, values))
        .isLessThan(plain / 15);
  }

  /** Chartrand's example: the derivative of |t - 1/2| jumps, and the jump stays sharp. */
  @Test
  void totalVariationKeepsAJumpOfTheDerivative() {
    double[] times = grid(101, 0.01);
    SplittableRandom random = new SplittableRandom(3);
    double[] values =
        Arrays.stream(times).map(t -> Math.abs(t - 0.5) + 0.02 * random.nextGaussian()).toArray();
    double[] slopes = TotalVariation.totalVariation(0.001).differentiate(times, values, 1).values();
    for (int i = 0; i < times.length; i++) {
      if (Math.abs(times[i] - 0.5) > 0.06) {
        assertThat(slopes[i]).isCloseTo(Math.signum(times[i] - 0.5), within(0.25));
      }
    }
  }

  /** No subgradient of the objective can be improved on: |ν| = λ wherever the slope changes. */
  @Test
  void trendFilterReachesItsOptimum() {
    SplittableRandom random = new SplittableRandom(11);
    double[] times = times(40, true);
    double[] values = Arrays.stream(times).map(t -> random.nextGaussian()).toArray();
    double alpha = 0.05;
    double[] x = TotalVariation.totalVariation(alpha).differentiate(times, values, 1).smoothed();
    double best = chartrandObjective(times, x, values, alpha);
    for (int trial = 0; trial < 2000; trial++) {
      double[] other = x.clone();
      double size = Math.pow(10, -1 - 5 * random.nextDouble());
      int at = random.nextInt(x.length);
      double slope = random.nextGaussian() * size;
      for (int i = at; i < x.length; i++) {
        other[i] += slope * (trial % 2 == 0 ? 1 : times[i] - times[at]);
      }
      assertThat(chartrandObjective(times, other, values, alpha)).isGreaterThan(best * (1 - 1e-8));
    }
  }

  @Test
  void noiseGainsAreTheSpreadOfDerivativesOfNoise() {
    double[] times = times(30, true);
    SplittableRandom random = new SplittableRandom(7);
    for (Differentiation method :
        new Differentiation[] {new FiniteDifferences(4), new SavitzkyGolay(7, 3)}) {
      double[] gains = method.noiseGains(times, 1).orElseThrow();
      double[] squares = new double[times.length];
      int draws = 4000;
      for (int draw = 0; draw < draws; draw++) {
        double[] noise = Arrays.stream(times).map(t -> random.nextGaussian()).toArray();
        double[] derivative = method.differentiate(times, noise, 1).values();
        for (int i = 0; i < squares.length; i++) {
          squares[i] += derivative[i] * derivative[i] / draws;
        }
      }
      for (int i = 0; i < squares.length; i++) {
        assertThat(Math.sqrt(squares[i])).isCloseTo(gains[i], within(0.08 * gains[i]));
      }
    }
  }

  @Test
  void truncationErrorsAreOfTheSizeOfTheTrueOnes() {
    double[] times = times(80, true);
    double[] values = sample(times, DifferentiationTest::wave);
    FiniteDifferences method = new FiniteDifferences(2);
    double[] estimated = method.truncationErrors(times, values, 1).orElseThrow();
    double[] derivative = method.differentiate(times, values, 1).values();
    double[] exact = sample(times, DifferentiationTest::waveSlope);
    double worst = 0;
    for (int i = 0; i < times.length; i++) {
      worst = Math.max(worst, Math.abs(derivative[i] - exact[i]));
      assertThat(estimated[i])
          .isCloseTo(Math.abs(derivative[i] - exact[i]), within(0.05 * worst + 1e-6));
    }
    assertThat(new FiniteDifferences(2).truncationErrors(grid(4, 1), new double[4], 1)).isEmpty();
  }

  /** On both sides of a missing sample stands what the run up to it alone gives. */
  @Test
  void doesNotReachAcrossMissingSamples() {
    double[] times = grid(12, 0.1);
    double[] x = Arrays.stream(times).map(t -> t < 0.55 ? t * t : 100 - t).toArray();
    x[5] = Double.NaN;
    double[] derivative =
        FiniteDifferences.centralDifferences(2)
            .differentiate(Trajectory.of(times, x), 1)
            .getFirst()
            .values();
    assertThat(derivative[5]).isNaN();
    for (int i = 0; i < 12; i++) {
      if (i != 5) {
        assertThat(derivative[i]).isCloseTo(i < 5 ? 2 * times[i] : -1, within(1e-11));
      }
    }
  }

  @Test
  void runsThatAreTooShortAreLeftOut() {
    double[] x = {1, 2, Double.NaN, 4, 5, 6, 7};
    double[] derivative =
        FiniteDifferences.centralDifferences(2)
            .differentiate(Trajectory.uniform(1, x), 1)
            .getFirst()
            .values();
    assertThat(Arrays.copyOf(derivative, 3)).containsOnly(Double.NaN);
    assertThat(Arrays.copyOfRange(derivative, 3, 7))
        .containsExactly(new double[] {1, 1, 1, 1}, within(1e-14));
    assertThatThrownBy(
            () ->
                FiniteDifferences.centralDifferences(4).differentiate(Trajectory.uniform(1, x), 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("state x is 4 samples in a row, expected at least 5");
  }

  @Test
  void usesGivenDerivatives() {
    Trajectory trajectory =
        Trajectory.uniform(1, new double[] {1, 2, 3}).withDerivatives(new double[] {4, 5, 6});
    assertThat(GivenDerivatives.givenDerivatives().differentiate(trajectory, 1).getFirst().values())
        .containsExactly(4, 5, 6);
    assertThatThrownBy(
            () ->
                GivenDerivatives.givenDerivatives()
                    .differentiate(Trajectory.uniform(1, new double[3]), 1))
        .hasMessageContaining("derivatives is absent");
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertThatThrownBy(() -> new FiniteDifferences(3)).hasMessageContaining("accuracy is 3");
    assertThatThrownBy(() -> new SavitzkyGolay(6, 2)).hasMessageContaining("window is 6");
    assertThatThrownBy(() -> new SavitzkyGolay(5, 5)).hasMessageContaining("degree is 5");
    assertThatThrownBy(() -> new TotalVariation(0, 1)).hasMessageContaining("alpha is 0");
    assertThatThrownBy(() -> SmoothingSpline.smoothingSpline(-1))
        .hasMessageContaining("smoothing is -1");
    assertThatThrownBy(() -> new FiniteDifferences(2).differentiate(grid(9, 1), new double[9], 3))
        .hasMessageContaining("order of the derivative is 3");
  }

  private static double chartrandObjective(double[] t, double[] x, double[] y, double alpha) {
    int n = t.length;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double weight = (t[Math.min(i + 1, n - 1)] - t[Math.max(i - 1, 0)]) / 2;
      sum += weight * (x[i] - y[i]) * (x[i] - y[i]) / 2;
    }
    for (int i = 1; i + 1 < n; i++) {
      sum +=
          alpha
              * Math.abs(
                  (x[i + 1] - x[i]) / (t[i + 1] - t[i]) - (x[i] - x[i - 1]) / (t[i] - t[i - 1]));
    }
    return sum;
  }

  private static double largestError(Differentiation method, int order, double[] times) {
    double[] derivative =
        method.differentiate(times, sample(times, DifferentiationTest::chain), order).values();
    double[] exact =
        sample(
            times, order == 1 ? DifferentiationTest::chainSlope : DifferentiationTest::chainBend);
    return IntStream.range(0, times.length)
        .mapToDouble(i -> Math.abs(derivative[i] - exact[i]))
        .max()
        .orElseThrow();
  }

  private static double innerError(Differentiation method, double[] times) {
    double[] derivative =
        method.differentiate(times, sample(times, DifferentiationTest::wave), 1).values();
    double[] exact = sample(times, DifferentiationTest::waveSlope);
    return IntStream.range(times.length / 3, 2 * times.length / 3)
        .mapToDouble(i -> Math.abs(derivative[i] - exact[i]))
        .max()
        .orElseThrow();
  }

  private static double rootMeanSquare(Differentiation method, double[] times, double[] values) {
    double[] derivative = method.differentiate(times, values, 1).values();
    double[] exact = sample(times, DifferentiationTest::waveSlope);
    return Math.sqrt(
        IntStream.range(0, times.length)
            .mapToDouble(i -> Math.pow(derivative[i] - exact[i], 2))
            .average()
            .orElseThrow());
  }

  private static double[] sample(double[] times, DoubleUnaryOperator f) {
    return Arrays.stream(times).map(f).toArray();
  }

  private static double[] grid(int n, double spacing) {
    return IntStream.range(0, n).mapToDouble(i -> i * spacing).toArray();
  }

  private static double[] times(int n, boolean stretched) {
    return IntStream.range(0, n)
        .mapToDouble(i -> 6.0 * i / (n - 1))
        .map(t -> stretched ? t + 0.4 * Math.sin(t) : t)
        .toArray();
  }

  private static double wave(double t) {
    return Math.sin(t) * Math.exp(0.3 * t);
  }

  private static double waveSlope(double t) {
    return Math.exp(0.3 * t) * (Math.cos(t) + 0.3 * Math.sin(t));
  }

  /** A hanging chain: no error term of a derivative vanishes by accident. */
  private static double chain(double t) {
    return Math.cosh(0.7 * (t - 3));
  }

  private static double chainSlope(double t) {
    return 0.7 * Math.sinh(0.7 * (t - 3));
  }

  private static double chainBend(double t) {
    return 0.49 * Math.cosh(0.7 * (t - 3));
  }
}
