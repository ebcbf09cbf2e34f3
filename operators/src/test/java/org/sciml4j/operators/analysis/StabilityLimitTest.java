package org.sciml4j.operators.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.sciml4j.operators.analysis.TimeScheme.FORWARD_EULER;
import static org.sciml4j.operators.analysis.TimeScheme.RK2;
import static org.sciml4j.operators.analysis.TimeScheme.RK4;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.hipparchus.complex.Complex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.operators.PeriodicField;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.classical.ClassicalStencils;

class StabilityLimitTest {
  private static final double RK4_REAL = 2.785293563405282;

  @ParameterizedTest(name = "{0}-D")
  @CsvSource({"1", "2", "3"})
  void diffusionIsLimitedByTheShortestWave(int dims) {
    double h = 0.1;
    double kappa = 0.3;
    Stencil stencil = ClassicalStencils.named("laplacian", dims).on(h).times(kappa);
    double largest = 4 * dims * kappa / (h * h);

    StabilityLimit euler = stencil.largestStableStep(FORWARD_EULER);

    assertThat(euler.step()).isCloseTo(2 / largest, withinRelative(2 / largest));
    assertThat(euler.toString()).contains("π");
    assertThat(euler.eigenvalue().getRealPart()).isCloseTo(-largest, withinRelative(largest));
    assertThat(stencil.largestStableStep(RK2).step())
        .isCloseTo(2 / largest, withinRelative(2 / largest));
    assertThat(stencil.largestStableStep(RK4).step())
        .isCloseTo(RK4_REAL / largest, withinRelative(RK4_REAL / largest));
  }

  @Test
  void centralAdvectionIsStableWithRungeKutta4Only() {
    double c = 2;
    double h = 0.1;
    Stencil stencil = ClassicalStencils.named("gradient-x", 1).on(h).times(-c);

    assertThat(stencil.largestStableStep(FORWARD_EULER).isStable()).isFalse();
    assertThat(stencil.largestStableStep(RK2).isStable()).isFalse();
    assertThat(stencil.largestStableStep(RK2).toString()).contains("unstable for every dt");
    double limit = 2 * Math.sqrt(2) * h / c;
    assertThat(stencil.largestStableStep(RK4).step()).isCloseTo(limit, withinRelative(limit));
  }

  @Test
  void upwindAdvectionIsLimitedByTheCourantNumber() {
    double c = 2;
    double h = 0.1;
    Stencil stencil = ClassicalStencils.named("upwind-x-1", 1).on(h).times(-c);

    assertThat(stencil.largestStableStep(FORWARD_EULER).step())
        .isCloseTo(h / c, withinRelative(h / c));
    assertThat(stencil.times(-1).largestStableStep(FORWARD_EULER).isStable()).isFalse();
    assertThat(stencil.times(-1).largestStableStep(FORWARD_EULER).toString())
        .contains("growth at the rate");
  }

  @ParameterizedTest(name = "nu = {0}, c = {1}")
  @CsvSource({"0.3, 1", "0.05, 2", "1, 0.1", "0.3, 7"})
  void centralAdvectionDiffusionIsLimitedAtBothEndsOfTheSpectrum(double nu, double c) {
    double h = 0.25;
    Stencil stencil =
        ClassicalStencils.named("laplacian", 1)
            .on(h)
            .times(nu)
            .plus(ClassicalStencils.named("gradient-x", 1).on(h).times(-c));

    double limit = Math.min(h * h / (2 * nu), 2 * nu / (c * c));

    assertThat(stencil.largestStableStep(FORWARD_EULER).step())
        .isCloseTo(limit, withinRelative(limit));
  }

  @Test
  void twoDimensionalAdvectionDiffusionIsLimitedAlongTheWind() {
    double h = 0.5;
    double nu = 0.02;
    Stencil stencil =
        ClassicalStencils.named("laplacian", 2)
            .on(h)
            .times(nu)
            .plus(ClassicalStencils.named("gradient-x", 2).on(h).times(-1.3))
            .plus(ClassicalStencils.named("gradient-y", 2).on(h).times(0.6));

    double limit = 2 * nu / (1.3 * 1.3 + 0.6 * 0.6);

    assertThat(stencil.largestStableStep(FORWARD_EULER).step())
        .isCloseTo(limit, within(1e-8 * limit));
    assertThat(stencil.largestStableStep(FORWARD_EULER).toString()).contains("long waves");
  }

  @Test
  void thirdOrderUpwindNeedsMoreThanEuler() {
    Stencil stencil = ClassicalStencils.named("upwind-x-3", 1).on(1).times(-1);

    assertThat(stencil.largestStableStep(FORWARD_EULER).isStable()).isFalse();
    assertThat(stencil.largestStableStep(RK2).step()).isCloseTo(Math.cbrt(8.0 / 12), within(1e-9));
    assertThat(stencil.largestStableStep(RK4).step()).isBetween(1.74, 1.75);
  }

  @ParameterizedTest
  @EnumSource(TimeScheme.class)
  void reactionIsLimitedWithoutAnyWave(TimeScheme scheme) {
    Stencil decay = Stencil.identity(1).times(-4);

    double limit = (scheme == RK4 ? RK4_REAL : 2) / 4;
    assertThat(decay.largestStableStep(scheme).step()).isCloseTo(limit, withinRelative(limit));
    assertThat(decay.times(-1).largestStableStep(scheme).isStable()).isFalse();
    assertThat(decay.times(0).largestStableStep(scheme).step()).isInfinite();
  }

  @Test
  void growthOfItsOwnCanBeAllowed() {
    Stencil growing =
        ClassicalStencils.named("laplacian", 1).on(1).plus(Stencil.identity(1).times(0.01));

    assertThat(growing.largestStableStep(FORWARD_EULER).isStable()).isFalse();
    assertThat(StabilityLimit.allowingGrowth(growing, FORWARD_EULER, 0.01).step())
        .isCloseTo(0.5, within(1e-9));
    assertThatThrownBy(() -> StabilityLimit.allowingGrowth(growing, FORWARD_EULER, -1))
        .isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @EnumSource(TimeScheme.class)
  void theAmplificationFactorIsOneOnTheEdgeOfTheRegion(TimeScheme scheme) {
    for (double phi = 0.51 * Math.PI; phi <= Math.PI; phi += 0.01) {
      double s = StabilityRegion.alongRay(scheme, Math.cos(phi));
      Complex edge = new Complex(s * Math.cos(phi), s * Math.sin(phi));
      assertThat(scheme.amplification(edge).norm()).isCloseTo(1, within(1e-13));
      assertThat(scheme.amplification(edge.multiply(1.001)).norm()).isGreaterThan(1);
      assertThat(scheme.amplification(edge.multiply(0.999)).norm()).isLessThan(1);
    }
  }

  @Property(tries = 25)
  void noModeGrowsBelowTheLimitAndOneDoesAbove(
      @ForAll @IntRange(max = 10_000) int seed,
      @ForAll @IntRange(min = 1, max = 2) int dims,
      @ForAll TimeScheme scheme) {
    Stencil stencil = dissipative(new Random(seed), dims);
    StabilityLimit limit = stencil.largestStableStep(scheme);
    double dt = limit.step();
    Complex worst = stencil.symbol().atAngles(limit.angles());

    assertThat(dt).isPositive();
    assertThat(largestAmplification(stencil, scheme, dt * (1 - 1e-9))).isLessThan(1 + 1e-12);
    assertThat(worst.subtract(limit.eigenvalue()).norm()).isLessThan(1e-12);
    assertThat(scheme.amplification(worst.multiply(dt)).norm()).isCloseTo(1, within(1e-12));
    assertThat(scheme.amplification(worst.multiply(dt * 1.001)).norm()).isGreaterThan(1);
  }

  /** {@code -B*B - 0.1} damps every mode; a share of {@code A - A*} lets them travel. */
  private static Stencil dissipative(Random random, int dims) {
    int[] extents = new int[dims];
    Arrays.fill(extents, 3);
    double[] spacing = new double[dims];
    Arrays.fill(spacing, 1);
    int size = (int) Math.pow(3, dims);
    Stencil b = Stencil.dense(spacing, extents, random.doubles(size, -1, 1).toArray());
    Stencil a = Stencil.dense(spacing, extents, random.doubles(size, -1, 1).toArray());
    return a.minus(a.adjoint())
        .times(random.nextDouble())
        .minus(b.adjoint().compose(b))
        .minus(Stencil.identity(spacing).times(0.1));
  }

  private static double largestAmplification(Stencil stencil, TimeScheme scheme, double dt) {
    int n = stencil.dims() == 1 ? 3000 : 150;
    double largest = 0;
    for (int i = 0; i < Math.pow(n, stencil.dims()); i++) {
      double[] angles = new double[stencil.dims()];
      int rest = i;
      for (int axis = 0; axis < angles.length; axis++) {
        angles[axis] = 2 * Math.PI * (rest % n) / n;
        rest /= n;
      }
      Complex z = stencil.symbol().atAngles(angles).multiply(dt);
      largest = Math.max(largest, scheme.amplification(z).norm());
    }
    return largest;
  }

  static Stream<Arguments> stepped() {
    return Stream.of(
        Arguments.of("laplacian", 1, FORWARD_EULER, 1.0, 1.01),
        Arguments.of("laplacian-9-point", 2, RK4, 1.0, 1.01),
        Arguments.of("laplacian-9-point-cross", 2, RK2, 1.0, 1.01),
        Arguments.of("laplacian-27-point", 3, FORWARD_EULER, 1.0, 1.02),
        Arguments.of("upwind-x-1", 1, FORWARD_EULER, -1.0, 1.01),
        Arguments.of("upwind-x-2", 1, RK4, -1.0, 1.01),
        Arguments.of("upwind-x-3", 1, RK4, -1.0, 1.01),
        Arguments.of("upwind-x-reverse-5", 1, RK4, 1.0, 1.01),
        Arguments.of("gradient-x-4", 1, RK4, 1.0, 1.01),
        Arguments.of("biharmonic", 2, RK2, -1.0, 1.01),
        Arguments.of("gradient-x-isotropic", 2, RK4, 1.0, 1.01));
  }

  @ParameterizedTest(name = "{0} in {1}-D with {2}")
  @MethodSource("stepped")
  void timeSteppingBlowsUpJustAboveTheLimitAndNotBelow(
      String name, int dims, TimeScheme scheme, double factor, double above) {
    Stencil stencil = ClassicalStencils.named(name, dims).on(0.5).times(factor);
    double limit = stencil.largestStableStep(scheme).step();

    assertThat(growth(stencil, scheme, 0.999 * limit)).isLessThan(1.0001);
    assertThat(growth(stencil, scheme, above * limit)).isGreaterThan(1e3);
  }

  @Test
  void timeSteppingOfLongWavesBlowsUpJustAboveTheLimitToo() {
    Stencil stencil =
        ClassicalStencils.named("laplacian", 1)
            .on(1)
            .times(0.3)
            .plus(ClassicalStencils.named("gradient-x", 1).on(1).times(-1));
    double limit = stencil.largestStableStep(FORWARD_EULER).step();

    assertThat(growth(stencil, FORWARD_EULER, 0.999 * limit)).isLessThan(1.0001);
    assertThat(growth(stencil, FORWARD_EULER, 1.2 * limit)).isGreaterThan(1e3);
  }

  @ParameterizedTest
  @EnumSource(TimeScheme.class)
  void roundingInTheCoefficientsIsNoGrowth(TimeScheme scheme) {
    double[] h = {0.5, 0.5};
    Stencil upwind = ClassicalStencils.named("upwind-x-1", 2).on(h).times(-0.7);
    Random random = new Random(4);
    double[] rounding = new double[9];
    Arrays.setAll(rounding, k -> 3e-18 * random.nextGaussian());

    StabilityLimit limit =
        upwind.plus(Stencil.dense(h, new int[] {3, 3}, rounding)).largestStableStep(scheme);

    assertThat(limit.step())
        .isCloseTo(upwind.largestStableStep(scheme).step(), within(1e-5))
        .isGreaterThan(0.7);
  }

  @ParameterizedTest
  @CsvSource({"sobel-x", "scharr-x", "gradient-x"})
  void anOddStencilHasNoRateOfGrowth(String name) {
    assertThat(ClassicalStencils.named(name, 2).on(1.0).largestStableStep(FORWARD_EULER).toString())
        .contains("unstable for every dt")
        .doesNotContain("rate");
  }

  /** How much a random field has grown in its norm after many steps of the scheme itself. */
  private static double growth(Stencil stencil, TimeScheme scheme, double dt) {
    int[] shape = new int[stencil.dims()];
    Arrays.fill(shape, stencil.dims() == 1 ? 64 : stencil.dims() == 2 ? 12 : 6);
    PeriodicField u = PeriodicField.random(1, shape);
    double start = u.norm();
    for (int step = 0; step < 4000 && u.norm() < 1e9; step++) {
      u = advance(u, stencil, scheme, dt);
    }
    return u.norm() / start;
  }

  private static PeriodicField advance(PeriodicField u, Stencil k, TimeScheme scheme, double dt) {
    PeriodicField k1 = u.apply(k);
    return switch (scheme) {
      case FORWARD_EULER -> u.combine(1, dt, k1);
      case RK2 -> u.combine(1, dt, u.combine(1, dt / 2, k1).apply(k));
      case RK4 -> {
        PeriodicField k2 = u.combine(1, dt / 2, k1).apply(k);
        PeriodicField k3 = u.combine(1, dt / 2, k2).apply(k);
        PeriodicField k4 = u.combine(1, dt, k3).apply(k);
        yield u.combine(1, dt / 6, k1)
            .combine(1, dt / 3, k2)
            .combine(1, dt / 3, k3)
            .combine(1, dt / 6, k4);
      }
    };
  }

  private static Offset<Double> withinRelative(double value) {
    return within(1e-12 * Math.abs(value));
  }
}
