package org.sciml4j.operators.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.notation.Estimate;

class IdentificationTest {
  @Test
  void aStencilOfZerosNeedsNoErrors() {
    Stencil zero = LAPLACIAN.times(0);

    assertThat(Identification.of(zero, new double[zero.size()])).hasToString("zero");
  }

  @Test
  void aStencilLeftOpenByTheDataIsNotNamed() {
    Identification found = Identification.ofUndetermined(LAPLACIAN);

    assertThat(found.terms()).isEmpty();
    assertThat(found.isMatch()).isFalse();
    assertThat(found).hasToString("nothing, as the data leaves coefficients open");
  }

  @Test
  void aFarStencilIsNotCalledNearest() {
    Stencil far =
        Stencil.dense(new double[] {1, 1}, new double[][] {{0, 3, 0}, {1, -9, 2}, {1, 1, 1}});

    assertThat(far.nearestClassical().relativeDistance()).isGreaterThan(0.1);
    assertThat(far.nearestClassical().toString()).endsWith("; no classical stencil within 10 %");
  }

  private static final String[] METRES = {"m"};
  private static final Stencil LAPLACIAN = ClassicalStencils.named("laplacian", 2).on(0.1);
  private static final Stencil IDENTITY = Stencil.identity(0.1, 0.1);

  static Stream<Arguments> entries() {
    return IntStream.rangeClosed(1, 3)
        .boxed()
        .flatMap(
            dims ->
                ClassicalStencils.all(dims).stream()
                    .map(entry -> Arguments.of(entry.name(), dims, entry)));
  }

  @ParameterizedTest(name = "{0} in {1}-D")
  @MethodSource("entries")
  void everyClassicalStencilIsRecognised(String name, int dims, ClassicalStencil entry) {
    double[] spacing = Arrays.copyOf(new double[] {0.2, 0.25, 0.3}, dims);

    Identification found = entry.on(spacing).nearestClassical();

    assertThat(found.isMatch()).isTrue();
    assertThat(found.relativeDistance()).isLessThan(1e-12);
    assertThat(found.terms()).hasSize(1);
    assertThat(found.terms().getFirst().scale().value()).isCloseTo(1, within(1e-12));
    assertThat(found.terms().getFirst().stencil().name()).isEqualTo(name);
  }

  @Test
  void aScaledStencilCarriesItsUnits() {
    Identification found = LAPLACIAN.times(0.1).nearestClassical();

    assertThat(found.sentence("1/s", METRES)).isEqualTo("0.1 m²/s × 5-point Laplacian");
    assertThat(found.sentence("s-1", METRES)).isEqualTo("0.1 m²/s × 5-point Laplacian");
    assertThat(found.sentence("K/s", METRES)).isEqualTo("0.1 m² K/s × 5-point Laplacian");
    assertThat(found.sentence("1/s", new String[] {"m", "degrees"}))
        .isEqualTo("0.1 × 5-point Laplacian".replace("0.1", "0.1 1/s"));
    assertThat(found).hasToString("0.1 × 5-point Laplacian");
  }

  @Test
  void anEstimateComesWithItsStandardError() {
    Stencil noisy = withNoise(LAPLACIAN.times(0.1), 0.02, 1);

    Identification found = Identification.of(noisy, standardErrors(noisy, 0.02));

    Estimate kappa = found.terms().getFirst().scale();
    assertThat(found.sentence("1/s", METRES))
        .matches("0\\.1\\d* ± 0\\.0000\\d m²/s × 5-point Laplacian");
    assertThat(kappa.covers(0.1, 4)).isTrue();
    assertThat(kappa.standardError())
        .isCloseTo(0.02 / Math.sqrt(20) * 0.01, within(0.3 * 0.02 / Math.sqrt(20) * 0.01));
  }

  @Test
  void standardErrorsCoverTheTruthAsOftenAsTheySay() {
    int covered = 0;
    int repeats = 400;
    for (int repeat = 0; repeat < repeats; repeat++) {
      Stencil noisy = withNoise(LAPLACIAN.times(0.1), 0.2, repeat);
      Identification found = Identification.of(noisy, standardErrors(noisy, 0.2));
      if (found.terms().size() == 1 && found.terms().getFirst().scale().covers(0.1, 1.96)) {
        covered++;
      }
    }

    assertThat((double) covered / repeats).isBetween(0.88, 0.995);
  }

  @Test
  void correlatedErrorsAreWeighedWithTheirCovariance() {
    Stencil truth = LAPLACIAN.times(0.1);
    int n = truth.size();
    RealMatrix covariance = MatrixUtils.createRealIdentityMatrix(n).scalarMultiply(1e-6);
    covariance = covariance.add(MatrixUtils.createRealMatrix(n, n).scalarAdd(1));
    double[] shifted = Arrays.stream(truth.coefficients()).map(c -> c + 1.3).toArray();
    Stencil observed = Stencil.of(truth.spacing(), truth.offsets(), shifted);

    Identification found = observed.nearestClassical(covariance);

    assertThat(found.terms()).hasSize(1);
    assertThat(found.terms().getFirst().stencil().name()).isEqualTo("laplacian-5-point");
    assertThat(found.terms().getFirst().scale().value()).isCloseTo(0.1, within(1e-4));
  }

  @Test
  void transportIsSplitIntoWindAndDiffusion() {
    Stencil transport =
        LAPLACIAN
            .times(0.1)
            .plus(ClassicalStencils.named("gradient-x", 2).on(0.1).times(-1.5))
            .plus(ClassicalStencils.named("gradient-y", 2).on(0.1).times(0.7));

    Identification found = transport.nearestClassical();

    assertThat(found.sentence("1/s", METRES))
        .isEqualTo(
            "-1.5 m/s × central difference ∂/∂x + 0.7 m/s × central difference ∂/∂y"
                + " + 0.1 m²/s × 5-point Laplacian");
    assertThat(found.operator()).hasToString("-1.5 u_x + 0.7 u_y + 0.1 (u_xx + u_yy)");
    assertThat(found.nearest().isCloseTo(transport, 1e-12)).isTrue();
  }

  @Test
  void upwindTransportIsNamedSo() {
    Stencil transport =
        ClassicalStencils.named("upwind-x-3", 2)
            .on(0.1)
            .times(-2)
            .plus(ClassicalStencils.named("laplacian-9-point", 2).on(0.1).times(0.05));

    assertThat(transport.nearestClassical().sentence("1/s", METRES))
        .isEqualTo(
            "-2 m/s × third-order upwind-biased difference ∂/∂x (wind towards +x)"
                + " + 0.05 m²/s × 9-point isotropic Laplacian");
  }

  @Test
  void diffusionMayDependOnTheAxis() {
    Stencil stencil =
        ClassicalStencils.named("second-derivative-x", 2)
            .on(0.2, 0.1)
            .times(0.3)
            .plus(ClassicalStencils.named("second-derivative-y", 2).on(0.2, 0.1).times(0.02));

    assertThat(stencil.nearestClassical().sentence("1/s", METRES, "lat", "lon"))
        .isEqualTo(
            "0.3 m²/s × second difference along lon + 0.02 m²/s × second difference along lat");
  }

  @Test
  void fullDiffusionTensorsAreRecognised() {
    Stencil stencil =
        LAPLACIAN.times(0.2).plus(ClassicalStencils.named("mixed-xy", 2).on(0.1).times(0.05));

    Identification found = stencil.nearestClassical();

    assertThat(found.relativeDistance()).isLessThan(1e-12);
    assertThat(found.toString()).contains("mixed difference ∂²/∂x∂y");
  }

  @Test
  void timeStepKernelsAreReadOnTopOfTheIdentity() {
    Stencil step = IDENTITY.plus(LAPLACIAN.times(0.002));

    assertThat(step.nearestClassical().sentence("", METRES))
        .isEqualTo("identity + 0.002 m² × 5-point Laplacian");
    assertThat(step.minus(IDENTITY.times(0.1)).nearestClassical().terms())
        .extracting(term -> term.stencil().name())
        .containsExactlyInAnyOrder("identity", "laplacian-5-point");
  }

  @Test
  void upwindTimeStepsAreReadOnTopOfTheIdentity() {
    double courant = 0.4;
    Stencil ftbs = Stencil.dense(new double[] {1}, new int[] {3}, courant, 1 - courant, 0);
    Stencil laxWendroff =
        Stencil.dense(
            new double[] {1},
            new int[] {3},
            courant * (1 + courant) / 2,
            1 - courant * courant,
            -courant * (1 - courant) / 2);

    assertThat(ftbs.nearestClassical())
        .hasToString("identity - 0.4 × first-order upwind difference ∂/∂x (wind towards +x)");
    assertThat(laxWendroff.nearestClassical())
        .hasToString("identity - 0.4 × central difference ∂/∂x + 0.08 × 3-point second difference");
  }

  @Test
  void higherOrderModelsAreFoundInOneDimension() {
    double[] h = {0.5};
    Stencil kuramoto =
        ClassicalStencils.named("laplacian", 1)
            .on(h)
            .times(-1)
            .plus(ClassicalStencils.named("fourth-derivative", 1).on(h).times(-1));

    assertThat(kuramoto.nearestClassical())
        .hasToString("-1 × 3-point second difference - 1 × fourth difference along x");
  }

  @Test
  void anythingElseIsDescribedByItsMoments() {
    Stencil strange =
        Stencil.dense(new double[] {1, 1}, new double[][] {{0, 3, 0}, {1, -9, 2}, {1, 1, 1}});

    Identification found = strange.nearestClassical();

    assertThat(found.isMatch()).isFalse();
    assertThat(found.toString()).contains(" u_x").contains(" by its moments; ");
    assertThat(found.operator().coefficient(0, 1)).isCloseTo(1, within(1e-12));
  }

  @Test
  void momentsComeWithTheirErrorsAndUnits() {
    Stencil noisy = withNoise(LAPLACIAN.times(0.1), 0.5, 3);
    RealMatrix covariance = MatrixUtils.createRealIdentityMatrix(noisy.size()).scalarMultiply(0.25);

    Identification found = noisy.nearestClassical(covariance);

    Estimate uxx = found.derivatives().get(MultiIndex.of(0, 2));
    assertThat(uxx.standardError()).isCloseTo(0.5 * 0.01 / 2 * Math.sqrt(6), within(1e-12));
    assertThat(uxx.covers(0.1, 4)).isTrue();
    assertThat(found.derivatives()).doesNotContainKey(MultiIndex.of(0, 0));
  }

  @Test
  void aMisfitBeyondTheErrorsDoesNotWidenThem() {
    Stencil bent = withNoise(LAPLACIAN, 5, 9);
    double[] tooSmall = standardErrors(bent, 0.01);

    Estimate scale = Identification.of(bent, tooSmall).terms().getFirst().scale();

    assertThat(scale.standardError()).isBetween(1e-6, 1e-4);
  }

  @Test
  void aSmallMisfitIsTold() {
    Identification found = withNoise(LAPLACIAN, 1, 5).nearestClassical();

    assertThat(found.isMatch()).isTrue();
    assertThat(found.isWithinErrors()).isFalse();
    assertThat(found.relativeDistance()).isBetween(1e-3, 1e-2);
    assertThat(found.toString()).contains("5-point Laplacian").contains("% away)");
  }

  @Test
  void fallingCoordinatesKeepTheirPhysicalSense() {
    Stencil stencil = ClassicalStencils.named("upwind-y-1", 2).on(-0.1, 0.1).times(-3);

    assertThat(stencil.nearestClassical())
        .hasToString("-3 × first-order upwind difference ∂/∂y (wind towards +y)");
  }

  @Test
  void noiseAloneIsNotDressedUp() {
    Random random = new Random(11);
    Set<Integer> sizes =
        IntStream.range(0, 60)
            .mapToObj(
                i -> {
                  Stencil noisy = withNoise(LAPLACIAN.times(0.1), 0.5, random.nextLong());
                  return Identification.of(noisy, standardErrors(noisy, 0.5)).terms().size();
                })
            .filter(size -> size > 1)
            .collect(Collectors.toSet());

    assertThat(sizes).isEmpty();
  }

  @Test
  void aStencilOfZerosIsZero() {
    assertThat(LAPLACIAN.times(0).nearestClassical()).hasToString("zero");
    assertThat(LAPLACIAN.times(0).nearestClassical().isMatch()).isFalse();
  }

  @Test
  void theCovarianceMustFit() {
    RealMatrix small = MatrixUtils.createRealIdentityMatrix(2);

    assertThatThrownBy(() -> LAPLACIAN.nearestClassical(small))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("5 x 5");
  }

  private static Stencil withNoise(Stencil stencil, double deviation, long seed) {
    Random random = new Random(seed);
    double[] noisy =
        Arrays.stream(stencil.toDense()).map(c -> c + deviation * random.nextGaussian()).toArray();
    return Stencil.dense(stencil.spacing(), stencil.extents(), noisy);
  }

  private static double[] standardErrors(Stencil stencil, double deviation) {
    double[] errors = new double[stencil.size()];
    Arrays.fill(errors, deviation);
    return errors;
  }
}
