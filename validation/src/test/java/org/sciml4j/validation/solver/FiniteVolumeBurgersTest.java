package org.sciml4j.validation.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.hipparchus.analysis.solvers.BrentSolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.random.RandomKey;

/** Finite-volume schemes for Burgers' equation against exact averages. */
class FiniteVolumeBurgersTest {
  private static final double LENGTH = 2 * Math.PI;

  private static double[] averages(DoubleUnaryOperator integral, int n, double length) {
    double h = length / n;
    double[] cells = new double[n];
    Arrays.setAll(
        cells, i -> (integral.applyAsDouble((i + 1) * h) - integral.applyAsDouble(i * h)) / h);
    return cells;
  }

  /** ∫u dx before the wave 1/2 + sin x breaks, by characteristics x = ξ + t u0(ξ). */
  private static double integral(double x, double t) {
    double xi =
        new BrentSolver(1e-15, 1e-15)
            .solve(200, s -> s + t * (0.5 + Math.sin(s)) - x, x - 2 * t - 1e-9, x + 2 * t + 1e-9);
    double u = 0.5 + Math.sin(xi);
    return 0.5 * xi - Math.cos(xi) + t * u * u / 2;
  }

  private static double smoothError(FaceReconstruction scheme, int n, double t) {
    double[] u = averages(x -> integral(x, 0), n, LENGTH);
    int steps = (int) Math.ceil(Math.pow(n / 4.0, 5.0 / 3));
    new SspRungeKutta3(
            new FiniteVolumeBurgers(scheme, n, LENGTH / n, 0, PeriodicForcing.none(LENGTH)), n)
        .advance(0, u, t / steps, steps);
    return meanError(u, averages(x -> integral(x, t), n, LENGTH));
  }

  private static double meanError(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]) / a.length;
    }
    return sum;
  }

  static Stream<Arguments> orders() {
    return Stream.of(
        Arguments.of(new PiecewiseConstant(), 1, 0.15),
        Arguments.of(new ThirdOrderUpwind(), 3, 0.3),
        Arguments.of(new Weno5(), 5, 0.5));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void smoothWavesAreSolvedToTheOrderOfTheScheme(
      FaceReconstruction scheme, double order, double tolerance) {
    double coarse = smoothError(scheme, 80, 0.5);
    double fine = smoothError(scheme, 160, 0.5);
    assertThat(Math.log(coarse / fine) / Math.log(2)).isCloseTo(order, within(tolerance));
  }

  static Stream<Arguments> shocks() {
    return Stream.of(
        Arguments.of(new PiecewiseConstant(), 0.016, 0),
        Arguments.of(new ThirdOrderUpwind(), 0.006, 0.25),
        Arguments.of(new Weno5(), 0.006, 2e-3));
  }

  /** 1 on [0, 1), 0 on [1, 2): a rarefaction from 0 and a shock of speed 1/2 from 1. */
  @ParameterizedTest
  @MethodSource("shocks")
  void shocksMoveWithTheirSpeedAndOvershootLittle(
      FaceReconstruction scheme, double error, double overshoot) {
    int n = 200;
    double[] u = new double[n];
    Arrays.fill(u, 0, n / 2, 1);
    new SspRungeKutta3(new FiniteVolumeBurgers(scheme, n, 2.0 / n, 0, PeriodicForcing.none(2)), n)
        .advance(0, u, 0.0025, 320);
    DoubleUnaryOperator solution = x -> x < 0.8 ? x * x / 1.6 : Math.min(x - 0.4, 1);
    assertThat(meanError(u, averages(solution, n, 2))).isLessThan(error);
    assertThat(Arrays.stream(u).max().orElseThrow()).isLessThanOrEqualTo(1 + overshoot);
    assertThat(Arrays.stream(u).min().orElseThrow()).isGreaterThanOrEqualTo(-overshoot);
    assertThat(Arrays.stream(u).sum()).isCloseTo(n / 2.0, within(1e-11));
  }

  private static double viscousError(int n) {
    double nu = 0.3;
    double[] u = averages(x -> coleHopf(x, 0, nu), n, LENGTH);
    new SspRungeKutta3(
            new FiniteVolumeBurgers(new Weno5(), n, LENGTH / n, nu, PeriodicForcing.none(LENGTH)),
            n)
        .advance(0, u, 1.0 / 1024, 1024);
    return meanError(u, averages(x -> coleHopf(x, 1, nu), n, LENGTH));
  }

  /** ∫u dx = -2ν log φ with φ = 1 + a exp(-νt) cos x. */
  private static double coleHopf(double x, double t, double nu) {
    return -2 * nu * Math.log(1 + 0.7 * Math.exp(-nu * t) * Math.cos(x));
  }

  @Test
  void viscousTermsAreOfOrderFour() {
    assertThat(Math.log(viscousError(32) / viscousError(64)) / Math.log(2)).isGreaterThan(3.6);
  }

  /** Between two states of either sign: shocks, rarefactions, and one through the sonic point. */
  @Test
  void fluxIsThatOfTheRiemannSolution() {
    assertThat(FiniteVolumeBurgers.riemannFlux(2, 1)).isEqualTo(2);
    assertThat(FiniteVolumeBurgers.riemannFlux(1, 2)).isEqualTo(0.5);
    assertThat(FiniteVolumeBurgers.riemannFlux(-2, -1)).isEqualTo(0.5);
    assertThat(FiniteVolumeBurgers.riemannFlux(-1, 2)).isZero();
    assertThat(FiniteVolumeBurgers.riemannFlux(1, -2)).isEqualTo(2);
    assertThat(FiniteVolumeBurgers.riemannFlux(2, -1)).isEqualTo(2);
  }

  @Test
  void forcingIsAveragedExactly() {
    PeriodicForcing forcing = PeriodicForcing.random(LENGTH, RandomKey.of(3));
    double[] fine = new double[512];
    double[] coarse = new double[64];
    forcing.cellAverages(1.7, fine);
    forcing.cellAverages(1.7, coarse);
    assertThat(CoarseGraining.averages(fine, 8)).containsExactly(coarse, within(1e-12));
    assertThat(forcing.waves())
        .hasSize(20)
        .allSatisfy(wave -> assertThat(wave.number()).isBetween(3, 6))
        .allSatisfy(wave -> assertThat(wave.amplitude()).isBetween(-0.5, 0.5));
  }

  @Test
  void coarseGrainingNeedsADivisor() {
    assertThatThrownBy(() -> CoarseGraining.averages(new double[10], 4))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("a divisor of 10");
  }
}
