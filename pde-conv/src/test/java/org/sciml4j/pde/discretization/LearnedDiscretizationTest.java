package org.sciml4j.pde.discretization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.pde.LayerRun;
import org.sciml4j.pde.boundary.EdgeCondition;
import org.sciml4j.pde.boundary.FieldBoundary;
import org.sciml4j.pde.scheme.ButcherTableau;
import org.sciml4j.pde.scheme.TimeStep;
import org.sciml4j.pde.surrogate.Normalization;

/** Learned discretisations: the standard scheme at first, conservation and accuracy always. */
class LearnedDiscretizationTest {
  private static final int N = 20;
  private static final double H = 2 * Math.PI / N;
  private static final double NU = 0.04;
  private static final CoefficientNetwork SMALL =
      new CoefficientNetwork(
          2,
          4,
          3,
          CoefficientNetwork.published().activation(),
          Optional.of(new Normalization(List.of(0.0), List.of(2.0))));

  private static double[] field() {
    double[] u = new double[N];
    Arrays.setAll(u, i -> 0.3 + Math.sin(i * H) + 0.5 * Math.cos(3 * i * H + 1));
    return u;
  }

  private static double at(double[] u, int i) {
    return u[Math.floorMod(i, N)];
  }

  private static double combined(double[] u, int i, double... weights) {
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      sum += weights[j] * at(u, i + j);
    }
    return sum;
  }

  private static double plain(double[] u, int i) {
    double slope = combined(u, i - 2, 1, -8, 0, 8, -1) / (12 * H);
    double curvature = combined(u, i - 2, -1, 16, -30, 16, -1) / (12 * H * H);
    return NU * curvature - u[i] * slope;
  }

  private static double faceSlope(double[] u, int i) {
    return combined(u, i - 2, 1, -15, 15, -1) / (12 * H);
  }

  private static double centralFlux(double[] u, int i) {
    double face = combined(u, i - 3, 1, -8, 37, 37, -8, 1) / 60;
    return face * face / 2 - NU * faceSlope(u, i);
  }

  private static double godunovFlux(double[] u, int i) {
    double lower = Math.max(0, combined(u, i - 2, -1, 5, 2) / 6);
    double upper = Math.min(0, combined(u, i - 1, 2, 5, -1) / 6);
    return Math.max(lower * lower, upper * upper) / 2 - NU * faceSlope(u, i);
  }

  private static double[] expected(String form) {
    double[] u = field();
    double[] rate = new double[N];
    Arrays.setAll(
        rate,
        i ->
            switch (form) {
              case "plain" -> plain(u, i);
              case "flux" -> (centralFlux(u, i) - centralFlux(u, i + 1)) / H;
              default -> (godunovFlux(u, i) - godunovFlux(u, i + 1)) / H;
            });
    return rate;
  }

  static Stream<Arguments> forms() {
    return Stream.of(
        Arguments.of("plain", PlainForm.burgers(SMALL, NU, H)),
        Arguments.of("flux", FluxForm.burgers(SMALL, NU, H)),
        Arguments.of("Godunov", FluxForm.godunovBurgers(SMALL, NU, H)));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void untrainedFormsAreTheStandardSchemeToRounding(String name, Layer form) {
    double[] rate = LayerRun.of(form, field(), 1, 1, N);
    assertThat(rate).containsExactly(expected(name), within(2e-14));
  }

  /** Every parameter becomes a normal number, the output layer's too. */
  private static Parameters scrambled(Parameters parameters) {
    int number = 0;
    for (Tensor tensor : parameters.asMap().values()) {
      RandomKey key = RandomKey.of(11).child(number++);
      for (long i = 0; i < tensor.count(); i++) {
        tensor.setFlat(i, 0.3 * key.normal(i));
      }
    }
    return parameters;
  }

  @ParameterizedTest
  @MethodSource("forms")
  void whateverTheNetworkDoesConstantsStayAndFluxesConserve(String name, Layer form) {
    double[] constant = new double[N];
    Arrays.fill(constant, 0.7);
    double[] still = LayerRun.of(form, LearnedDiscretizationTest::scrambled, constant, 1, 1, N);
    assertThat(still).containsExactly(new double[N], within(1e-13));
    double[] rate = LayerRun.of(form, LearnedDiscretizationTest::scrambled, field(), 1, 1, N);
    assertThat(Arrays.stream(rate).map(Math::abs).sum()).isGreaterThan(1);
    assertThat(rate).isNotEqualTo(expected(name));
    if (!name.equals("plain")) {
      assertThat(Arrays.stream(rate).sum()).isCloseTo(0, within(1e-12));
    }
  }

  /** u_t = -u_x of a line with slope 2 is -2 wherever no edge is seen, for any network. */
  @Test
  void whateverTheNetworkDoesPolynomialsAreExact() {
    LearnedStencil parabolic = LearnedStencil.atPoint(1, 2, 2).accuracy(2);
    PlainForm advection =
        new PlainForm(
            new LearnedStencils(
                List.of(parabolic),
                SMALL,
                new double[] {0.5},
                FieldBoundary.all(1, EdgeCondition.slope(0))),
            (u, q) -> q.getFirst().negate());
    double[] u = new double[N];
    Arrays.setAll(u, i -> 0.5 * i * 0.5 * i);
    double[] rate = LayerRun.of(advection, LearnedDiscretizationTest::scrambled, u, 1, 1, N);
    for (int i = 2; i < N - 2; i++) {
      assertThat(rate[i]).isCloseTo(-2 * 0.5 * i, within(1e-12));
    }
  }

  /** Fluxes along both axes of a plane: {@code u_t = -(u²/2)_x - (u²/2)_y}. */
  @Test
  void planesHaveFluxesAlongBothAxes() {
    FluxForm form =
        new FluxForm(
            LearnedStencils.periodic(
                SMALL,
                new double[] {2 * H, H},
                LearnedStencil.atFace(0, 1, 1).along(0),
                LearnedStencil.atFace(0, 2, 1).along(1)),
            q -> List.of(q.get(0).square().dividedBy(2), q.get(1).square().dividedBy(2)));
    int rows = N / 2;
    double[] u = new double[rows * N];
    Arrays.setAll(u, i -> Math.sin(i / N * 2 * H) + Math.cos(i % N * H));
    double[] rate = LayerRun.of(form, u, 1, 1, rows, N);
    int y = 3;
    int x = 7;
    double above = (u[y * N + x] + u[(y + 1) * N + x]) / 2;
    double below = (u[y * N + x] + u[(y - 1) * N + x]) / 2;
    double right = (-u[y * N + x - 1] + 5 * u[y * N + x] + 2 * u[y * N + x + 1]) / 6;
    double left = (-u[y * N + x - 2] + 5 * u[y * N + x - 1] + 2 * u[y * N + x]) / 6;
    double expected =
        (below * below - above * above) / (4 * H) + (left * left - right * right) / (2 * H);
    assertThat(rate[y * N + x]).isCloseTo(expected, within(1e-13));
    double[] changed = LayerRun.of(form, LearnedDiscretizationTest::scrambled, u, 1, 1, rows, N);
    assertThat(Arrays.stream(changed).sum()).isCloseTo(0, within(1e-11));
  }

  /** The coefficients that the network reports are those that make the values. */
  @Test
  void coefficientsGiveTheValues() {
    LearnedStencils stencils =
        LearnedStencils.periodic(SMALL, new double[] {1}, LearnedStencil.atFace(0, 2, 1));
    double[] u = field();
    double[] values =
        LayerRun.of(
            (input, scope) -> stencils.values(input, scope).getFirst(),
            LearnedDiscretizationTest::scrambled,
            u,
            1,
            1,
            N);
    double[] coefficients =
        LayerRun.of(
            (input, scope) -> stencils.coefficients(input, scope).getFirst(),
            LearnedDiscretizationTest::scrambled,
            u,
            1,
            1,
            N);
    assertThat(values).hasSize(N + 1);
    assertThat(coefficients).hasSize(3 * (N + 1));
    for (int face = 0; face <= N; face++) {
      double sum = 0;
      double unity = 0;
      for (int j = 0; j < 3; j++) {
        sum += coefficients[j * (N + 1) + face] * at(u, face - 2 + j);
        unity += coefficients[j * (N + 1) + face];
      }
      assertThat(values[face]).isCloseTo(sum, within(1e-13));
      assertThat(unity).isCloseTo(1, within(1e-13));
    }
  }

  private static double[] averagesOfSine(int cells) {
    double h = 2 * Math.PI / cells;
    double[] u = new double[cells];
    Arrays.setAll(u, i -> (Math.cos(i * h) - Math.cos((i + 1) * h)) / h);
    return u;
  }

  /** The largest error of the rate of change of cell averages of sin x, whose flux is known. */
  private static double sineError(Layer form, DoubleUnaryOperator flux, int cells) {
    double h = 2 * Math.PI / cells;
    double[] rate = LayerRun.of(form, averagesOfSine(cells), 1, 1, cells);
    double largest = 0;
    for (int i = 0; i < cells; i++) {
      double expected = (flux.applyAsDouble(i * h) - flux.applyAsDouble((i + 1) * h)) / h;
      largest = Math.max(largest, Math.abs(rate[i] - expected));
    }
    return largest;
  }

  @Test
  void untrainedFluxesOfDispersiveEquationsAreOfOrderFour() {
    DoubleUnaryOperator kdv = x -> 3 * Math.sin(x) * Math.sin(x) - Math.sin(x);
    DoubleUnaryOperator ks = x -> Math.sin(x) * Math.sin(x) / 2;
    double kdvCoarse = sineError(FluxForm.kortewegDeVries(SMALL, Math.PI / 16), kdv, 32);
    double kdvFine = sineError(FluxForm.kortewegDeVries(SMALL, Math.PI / 32), kdv, 64);
    assertThat(Math.log(kdvCoarse / kdvFine) / Math.log(2)).isCloseTo(4, within(0.3));
    double ksCoarse = sineError(FluxForm.kuramotoSivashinsky(SMALL, Math.PI / 16), ks, 32);
    double ksFine = sineError(FluxForm.kuramotoSivashinsky(SMALL, Math.PI / 32), ks, 64);
    assertThat(Math.log(ksCoarse / ksFine) / Math.log(2)).isCloseTo(4, within(0.3));
  }

  /** The same parameters serve all stages of a step, with the standard scheme's step at first. */
  @Test
  void formsAreRightHandSidesOfTimeSteps() {
    TimeStep step = new TimeStep(FluxForm.burgers(SMALL, NU, H), ButcherTableau.RK4, 0.01);
    double[] next = LayerRun.of(step, LearnedDiscretizationTest::scrambled, field(), 1, 1, N);
    assertThat(Arrays.stream(next).sum()).isCloseTo(Arrays.stream(field()).sum(), within(1e-12));
    assertThat(next).isNotEqualTo(field());
  }

  @Test
  void refusesStencilsThatDoNotFit() {
    LearnedStencils atFaces =
        LearnedStencils.periodic(SMALL, new double[] {1}, LearnedStencil.atFace(0, 2, 2));
    assertThatThrownBy(() -> new PlainForm(atFaces, (u, q) -> u))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("use a FluxForm");
    assertThatThrownBy(
            () ->
                LearnedStencils.periodic(
                    SMALL, new double[] {1}, LearnedStencil.atFace(0, 2, 2).accuracy(4)))
        .hasMessageContaining("coefficients to choose");
    assertThatThrownBy(
            () ->
                LearnedStencils.periodic(
                    SMALL, new double[] {1, 1}, LearnedStencil.atFace(0, 2, 2).along(2)))
        .hasMessageContaining("axis of a stencil");
    assertThatThrownBy(
            () ->
                new LearnedStencil(
                    new AccuracyConstraints(
                        Sampling.POINT_VALUES,
                        1,
                        1,
                        List.of(BigFraction.ZERO, BigFraction.ONE, BigFraction.TWO)),
                    List.of(-1.5, 2.0, -0.5),
                    true,
                    0,
                    0))
        .hasMessageContaining("neighbouring half numbers");
  }
}
