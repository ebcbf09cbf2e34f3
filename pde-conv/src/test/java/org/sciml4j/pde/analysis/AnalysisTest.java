package org.sciml4j.pde.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.hipparchus.complex.Complex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.analysis.TimeScheme;
import org.sciml4j.pde.rhs.ConstrainedStencils;
import org.sciml4j.pde.rhs.Masked;
import org.sciml4j.pde.scheme.AdamsBashforth;
import org.sciml4j.pde.scheme.ButcherTableau;
import org.sciml4j.pde.scheme.ExponentialEuler;
import org.sciml4j.pde.scheme.Leapfrog;
import org.sciml4j.pde.scheme.StepScheme;
import org.sciml4j.pde.scheme.StiffDiffusion;
import org.sciml4j.pde.scheme.TimeStep;

/** Blocks whose linear parts, limits and spectra are known in closed form. */
class AnalysisTest {
  private static final double H = 0.5;
  private static final double[] SPACING = {H, H};
  private static final Parameters NONE = Parameters.of(Map.of());
  private static final ConstrainedStencils D =
      ConstrainedStencils.upTo(2, 3, H, H).accuracy(ConstrainedStencils.FROZEN);
  private static final ConstrainedStencils D_X = D.derivatives(MultiIndex.of(0, 1));

  private static final Layer LAPLACIAN =
      (u, scope) ->
          D.derivatives(MultiIndex.of(2, 0), MultiIndex.of(0, 2)).apply(u, scope).sumKeepingAxes(1);

  private static Stencil stencil(Layer layer, double... uniform) {
    return LinearPart.at(layer, NONE, new long[] {1, 7, 8}, SPACING, uniform).stencil();
  }

  @Test
  void theLinearPartOfALinearBlockIsTheBlock() {
    Stencil fivePoint = Stencil.dense(SPACING, new int[] {3, 3}, 0, 4, 0, 4, -16, 4, 0, 4, 0);

    assertThat(stencil(LAPLACIAN).isCloseTo(fivePoint, 1e-13)).isTrue();
    assertThat(stencil(TimeStep.euler(LAPLACIAN, 0.01)).coefficient(0, 0))
        .isCloseTo(0.84, within(1e-14));
  }

  @Test
  void theLinearPartOfBurgersIsTransportByTheState() {
    Layer burgers = (u, scope) -> u.times(D_X.apply(u, scope)).negate();

    assertThat(stencil(burgers).size()).isZero();
    Stencil transport = stencil(burgers, 3);
    assertThat(transport.coefficient(0, 1)).isCloseTo(-3, within(1e-14));
    assertThat(transport.coefficient(0, -1)).isCloseTo(3, within(1e-14));
    assertThat(transport.coefficient(0, 0)).isCloseTo(0, within(1e-14));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.25, 0.26, 0.4})
  void heatStepsAreConvexAndStableUpToAQuarter(double r) {
    LinearPart step =
        LinearPart.at(TimeStep.euler(LAPLACIAN, r * H * H), NONE, new long[] {1, 8, 8}, SPACING);
    double[] u = RandomKey.of(3).uniform(DType.F64, 8, 8).toDoubles();

    assertThat(step.conservesSums(1e-14)).isTrue();
    assertThat(step.isConvexCombination(1e-14)).isEqualTo(r <= 0.25);
    assertThat(step.spectralRadius()).isCloseTo(Math.max(1, 8 * r - 1), within(1e-12));
    try (Tensor state = Tensor.of(u, 1, 8, 8)) {
      StepCheck check = StepCheck.of(TimeStep.euler(LAPLACIAN, r * H * H), NONE, state);
      assertThat(check.conservesSums(1e-14)).isTrue();
      if (r <= 0.25) {
        assertThat(check.keepsRange(0)).isTrue();
      }
    }
  }

  @Test
  void aStepThatOvershootsIsFound() {
    double[] u = new double[64];
    u[27] = 1;
    try (Tensor state = Tensor.of(u, 1, 8, 8)) {
      StepCheck heat = StepCheck.of(TimeStep.euler(LAPLACIAN, 0.3 * H * H), NONE, state);
      assertThat(heat.undershoot()[0]).isCloseTo(0.2, within(1e-14));
      assertThat(heat.overshoot()[0]).isCloseTo(-0.7, within(1e-14));
      StepCheck decay = StepCheck.of(TimeStep.euler((x, _) -> x.negate(), 0.1), NONE, state);
      assertThat(decay.sumChange()[0]).isCloseTo(-0.1, within(1e-14));
      assertThat(decay.sumSensitivity()[0]).isCloseTo(0.1, within(1e-14));
      assertThat(decay.conservesSums(1e-3)).isFalse();
    }
  }

  @Test
  void aConservativeNonlinearStepKeepsSums() {
    Layer flux = (u, scope) -> D_X.apply(u.square(), scope).times(-0.5);
    Layer advective = (u, scope) -> u.times(D_X.apply(u, scope)).negate();
    try (Tensor state = RandomKey.of(4).uniform(DType.F64, 1, 8, 8)) {
      assertThat(StepCheck.of(TimeStep.euler(flux, 0.1), NONE, state).conservesSums(1e-13))
          .isTrue();
      StepCheck other = StepCheck.of(TimeStep.euler(advective, 0.1), NONE, state);
      assertThat(other.conservesSums(1e-13)).isTrue();
      Layer cubic = (u, scope) -> u.square().times(D_X.apply(u, scope)).negate();
      assertThat(StepCheck.of(TimeStep.euler(cubic, 0.1), NONE, state).conservesSums(1e-3))
          .isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"FORWARD_EULER, 0.25", "RK2, 0.25", "RK4, 0.348161"})
  void limitsOfOneVariableAndOfTwoAgree(TimeScheme scheme, double r) {
    Layer both =
        (u, scope) ->
            Value.concat(
                1,
                LAPLACIAN.apply(u.slice(1, 0, 1), scope),
                LAPLACIAN.apply(u.slice(1, 1, 2), scope));
    LinearPart one = LinearPart.at(LAPLACIAN, NONE, new long[] {1, 8, 8}, SPACING);
    LinearPart two = LinearPart.at(both, NONE, new long[] {2, 8, 8}, SPACING);

    assertThat(one.largestStableStep(scheme)).isCloseTo(r * H * H, within(1e-6));
    assertThat(two.largestStableStep(scheme)).isCloseTo(r * H * H, within(1e-6));
    assertThatThrownBy(two::stencil).isInstanceOf(InvalidInputException.class);
  }

  /** {@code p_t = -u_x, u_t = -p_x} has {@code λ = ±i sin(kh)/h} by central differences. */
  @Test
  void eigenvaluesOfASystemAreThoseOfItsWaves() {
    Layer sound =
        (w, scope) ->
            Value.concat(1, D_X.apply(w.slice(1, 1, 2), scope), D_X.apply(w.slice(1, 0, 1), scope))
                .negate();
    LinearPart part = LinearPart.at(sound, NONE, new long[] {2, 8, 8}, SPACING);

    for (Complex lambda : part.eigenvalues(0.3, 1.1)) {
      assertThat(lambda.getRealPart()).isCloseTo(0, within(1e-13));
      assertThat(Math.abs(lambda.getImaginaryPart())).isCloseTo(Math.sin(1.1) / H, within(1e-13));
    }
    assertThat(part.spectralRadius()).isCloseTo(1 / H, within(1e-12));
    assertThat(part.largestStableStep(TimeScheme.FORWARD_EULER)).isZero();
    assertThat(part.largestStableStep(TimeScheme.RK4))
        .isCloseTo(2 * Math.sqrt(2) * H, within(1e-6));
  }

  @Test
  void limitsOfStepsAreThoseOfTheirSchemes() {
    TimeStep euler = TimeStep.euler(LAPLACIAN, 1);
    long[] wide = {1, 500, 400};

    assertThat(StepLimit.of(euler, NONE, wide)).hasValueCloseTo(0.25 * H * H, within(1e-9));
    assertThat(StepLimit.of(euler.scheme(ButcherTableau.RK4), NONE, wide))
        .hasValueCloseTo(0.348161 * H * H, within(1e-6));
    StiffDiffusion own = StiffDiffusion.periodic(new double[] {1}, new long[] {8, 8}, H, H);
    assertThat(StepLimit.of(euler.scheme(new ExponentialEuler(own)), NONE, wide)).isEmpty();
    assertThat(StepLimit.of(euler.dt(-1), NONE, wide)).isEmpty();
    assertThat(
            StepLimit.of(
                TimeStep.euler((u, _) -> u.minus(u.mean()), 1), NONE, new long[] {1, 8, 8}))
        .isEmpty();
  }

  static Stream<Arguments> schemes() {
    ButcherTableau heun3 = ButcherTableau.HEUN3;
    // Ends of the stability regions on the negative real and the imaginary axis.
    return Stream.of(
        Arguments.of(AdamsBashforth.AB2, 1.0, 0.0),
        Arguments.of(AdamsBashforth.AB3, 6.0 / 11, 0.72361),
        Arguments.of(new Leapfrog(), 0.0, 1.0),
        Arguments.of(heun3, 2.512745, Math.sqrt(3)),
        Arguments.of(ButcherTableau.RK4, 2.785294, 2 * Math.sqrt(2)));
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void limitsOfEverySchemeAreThoseOfItsStabilityRegion(
      StepScheme scheme, double real, double imaginary) {
    LinearPart heat = LinearPart.at(LAPLACIAN, NONE, new long[] {1, 8, 8}, SPACING);
    LinearPart transport = LinearPart.at(D_X, NONE, new long[] {1, 8, 8}, SPACING);

    assertThat(heat.largestStableStep(scheme)).hasValueCloseTo(real * H * H / 8, within(2e-6));
    assertThat(transport.largestStableStep(scheme)).hasValueCloseTo(imaginary * H, within(1e-5));
  }

  @Test
  void limitsSeeBeyondAnObstacleInTheMiddle() {
    long[] state = {1, 12, 16};
    double[] mask = new double[192];
    Arrays.fill(mask, 1);
    for (int row = 5; row < 8; row++) {
      Arrays.fill(mask, row * 16 + 6, row * 16 + 11, 0);
    }
    Layer around = new Masked(LAPLACIAN, Tensor.wrap(mask, 12, 16));

    assertThat(LinearPart.at(around, NONE, state, SPACING).stencil().size()).isZero();
    assertThat(StepLimit.of(TimeStep.euler(around, 1), NONE, state))
        .hasValueCloseTo(0.25 * H * H, within(1e-9));
  }

  @Test
  void aGridThatIsTooSmallIsRefused() {
    assertThatThrownBy(() -> LinearPart.at(LAPLACIAN, NONE, new long[] {1, 3, 8}, SPACING))
        .hasMessageContaining("axis 0");
  }

  @Test
  void theSpectrumOfTheHeatBlockIsItsSymbol() {
    int n = 8;
    try (Tensor state = Tensor.zeros(DType.F64, 1, n, n)) {
      JacobianSpectrum spectrum = JacobianSpectrum.at(LAPLACIAN, NONE, state);
      double[] expected = new double[n * n];
      Arrays.setAll(
          expected,
          i ->
              -(4
                      - 2 * Math.cos(2 * Math.PI * (i / n) / n)
                      - 2 * Math.cos(2 * Math.PI * (i % n) / n))
                  / (H * H));
      Arrays.sort(expected);
      assertThat(spectrum.complete()).isTrue();
      assertThat(
              spectrum.eigenvalues().stream().mapToDouble(Complex::getRealPart).sorted().toArray())
          .containsExactly(expected, within(1e-11));
      assertThat(spectrum.spectralRadius()).isCloseTo(8 / (H * H), within(1e-11));
      assertThat(spectrum.growthRate()).isCloseTo(0, within(1e-11));
    }
  }

  @Test
  void largeSpectraAreFoundFromOutside() {
    Layer growing = (u, scope) -> LAPLACIAN.apply(u, scope).times(0.01).plus(u.square());
    try (Tensor state = Tensor.zeros(DType.F64, 1, 32, 32).fill(-1)) {
      JacobianSpectrum spectrum = JacobianSpectrum.at(growing, NONE, state);
      assertThat(spectrum.complete()).isFalse();
      assertThat(spectrum.spectralRadius()).isCloseTo(0.01 * 8 / (H * H) + 2, within(1e-6));
    }
  }

  @Test
  void pathsOfEulerBlocksAreBinomial() {
    PathCount euler = PathCount.of(ButcherTableau.FORWARD_EULER, 54);
    assertThat(euler.total()).isEqualTo(BigInteger.TWO.pow(54));
    assertThat(euler.byLength().get(3)).isEqualTo(BigInteger.valueOf(54 * 53 * 52 / 6));
    assertThat(euler.meanLength()).isEqualTo(27);
    assertThat(euler.shareUpTo(27)).isCloseTo(0.5 * (1 + 0.10798), within(1e-4));
  }

  /** RK4: u, four stages, and each stage through those before: {@code 1 + 4z + 3z² + 2z³ + z⁴}. */
  @Test
  void pathsOfRungeKuttaStepsBranchAtStages() {
    assertThat(PathCount.of(ButcherTableau.RK4, 1).byLength().stream().map(BigInteger::intValue))
        .containsExactly(1, 4, 3, 2, 1);
    assertThat(
            PathCount.of(ButcherTableau.MIDPOINT, 2).byLength().stream().map(BigInteger::intValue))
        .containsExactly(1, 2, 3, 2, 1);
    assertThat(PathCount.of(ButcherTableau.RK4, 0).total()).isEqualTo(1);
  }
}
