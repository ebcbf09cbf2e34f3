package org.sciml4j.operators.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hipparchus.complex.Complex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.operators.DifferentialOperator;
import org.sciml4j.operators.PeriodicField;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.differences.FiniteDifference;

class ClassicalStencilsTest {
  /** Spacings are unequal by these factors. */
  private static final double[] STRETCH = {1.0, 1.25, 0.8};

  /** Grid points per wave by order: few enough for high orders to stay above rounding. */
  private static final Map<Integer, Integer> POINTS =
      Map.of(1, 200, 2, 200, 3, 200, 4, 64, 5, 48, 6, 32, 8, 24);

  @ParameterizedTest(name = "{0} in {1}-D")
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          laplacian @ 1 @ [1 -2 1] / h²
          laplacian @ 2 @ [0 1 0; 1 -4 1; 0 1 0] / h²
          mehrstellen @ 2 @ 1/6 [1 4 1; 4 -20 4; 1 4 1] / h²
          patra-karttunen @ 2 @ 1/6 [1 4 1; 4 -20 4; 1 4 1] / h²
          laplacian-oono-puri @ 2 @ 1/4 [1 2 1; 2 -12 2; 1 2 1] / h²
          laplacian-9-point-fem @ 2 @ 1/3 [1 1 1; 1 -8 1; 1 1 1] / h²
          laplacian-rotated-5-point @ 2 @ 1/2 [1 0 1; 0 -4 0; 1 0 1] / h²
          mehrstellen-average @ 2 @ 1/12 [0 1 0; 1 8 1; 0 1 0]
          biharmonic @ 2 @ [0 0 1 0 0; 0 2 -8 2 0; 1 -8 20 -8 1; 0 2 -8 2 0; 0 0 1 0 0] / h⁴
          laplacian-7-point @ 3 @ [0 0 0; 0 1 0; 0 0 0 | 0 1 0; 1 -6 1; 0 1 0 | 0 0 0; 0 1 0; 0 0 0] / h²
          laplacian-19-point @ 3 @ 1/6 [0 1 0; 1 2 1; 0 1 0 | 1 2 1; 2 -24 2; 1 2 1 | 0 1 0; 1 2 1; 0 1 0] / h²
          patra-karttunen @ 3 @ 1/30 [1 3 1; 3 14 3; 1 3 1 | 3 14 3; 14 -128 14; 3 14 3 | 1 3 1; 3 14 3; 1 3 1] / h²
          laplacian-27-point-oreilly-beck @ 3 @ 1/26 [2 3 2; 3 6 3; 2 3 2 | 3 6 3; 6 -88 6; 3 6 3 | 2 3 2; 3 6 3; 2 3 2] / h²
          mehrstellen-average @ 3 @ 1/12 [0 0 0; 0 1 0; 0 0 0 | 0 1 0; 1 6 1; 0 1 0 | 0 0 0; 0 1 0; 0 0 0]
          laplacian-9-point-cross @ 2 @ 1/12 [0 0 -1 0 0; 0 0 16 0 0; -1 16 -60 16 -1; 0 0 16 0 0; 0 0 -1 0 0] / h²
          laplacian-13-point-cross @ 3 @ 1/12 [-1 16 -30 16 -1] along each axis / h²
          gradient-y-isotropic @ 2 @ 1/12 [-1 -4 -1; 0 0 0; 1 4 1] / h
          upwind-x-1 @ 1 @ [-1 1 0] / h
          upwind-x-2 @ 1 @ 1/2 [1 -4 3 0 0] / h
          upwind-x-3 @ 1 @ 1/6 [1 -6 3 2 0] / h
          upwind-x-quick @ 1 @ 1/8 [1 -7 3 3 0] / h
          upwind-x-fromm @ 1 @ 1/4 [1 -5 3 1 0] / h
          upwind-x-reverse-2 @ 1 @ 1/2 [0 0 -3 4 -1] / h
          fourth-derivative @ 1 @ [1 -4 6 -4 1] / h⁴
          mixed-xy @ 2 @ 1/4 [1 0 -1; 0 0 0; -1 0 1] / h²
          sobel-x @ 2 @ [-1 0 1; -2 0 2; -1 0 1]
          prewitt-y @ 2 @ [-1 -1 -1; 0 0 0; 1 1 1]
          scharr-x @ 2 @ [-3 0 3; -10 0 10; -3 0 3]
          sharpen @ 2 @ [0 -1 0; -1 5 -1; 0 -1 0]
          edge @ 2 @ [-1 -1 -1; -1 8 -1; -1 -1 -1]
          gaussian @ 2 @ 1/16 [1 2 1; 2 4 2; 1 2 1]
          """)
  void fractionsAreThePublishedOnes(String name, int dims, String fractions) {
    assertThat(ClassicalStencils.named(name, dims).fractions()).isEqualTo(fractions);
  }

  static Stream<Arguments> entries() {
    return IntStream.rangeClosed(1, 3)
        .boxed()
        .flatMap(
            dims ->
                ClassicalStencils.all(dims).stream()
                    .filter(entry -> entry.order() < Integer.MAX_VALUE)
                    .map(entry -> Arguments.of(entry.name(), dims, entry)));
  }

  @ParameterizedTest(name = "{0} in {1}-D")
  @MethodSource("entries")
  void theMeasuredConvergenceOrderIsTheTheoreticalOne(
      String name, int dims, ClassicalStencil entry) {
    int n = POINTS.get(entry.order());

    double coarse = relativeError(entry, dims, n);
    double fine = relativeError(entry, dims, 2 * n);

    double order = Math.log(coarse / fine) / Math.log(2);
    assertThat(order).as(name).isCloseTo(entry.order(), within(0.1));
  }

  /** Largest error over points of a grid of unequal spacings, for two plane waves. */
  private static double relativeError(ClassicalStencil entry, int dims, int n) {
    double[] spacing = Arrays.stream(STRETCH, 0, dims).map(s -> 2 * Math.PI / n * s).toArray();
    Stencil stencil = entry.on(spacing);
    DifferentialOperator exact = stencil.accuracy().operator();
    int[][] offsets = stencil.offsets();
    double[] coefficients = stencil.coefficients();
    Random random = new Random(1);
    double error = 0;
    double largest = 0;
    for (int sample = 0; sample < 200; sample++) {
      double[] x = Arrays.stream(spacing).map(h -> h * random.nextInt(n)).toArray();
      double applied = 0;
      for (int k = 0; k < offsets.length; k++) {
        double[] point = x.clone();
        for (int axis = 0; axis < dims; axis++) {
          point[axis] += offsets[k][axis] * spacing[axis];
        }
        applied += coefficients[k] * waves(point, wave -> Complex.ONE);
      }
      double wanted = waves(x, exact::symbol);
      error = Math.max(error, Math.abs(applied - wanted));
      largest = Math.max(largest, Math.abs(wanted));
    }
    return error / largest;
  }

  /** Two plane waves at a point, each times a factor of its wave vector. */
  private static double waves(double[] x, Function<double[], Complex> factor) {
    double sum = 0;
    for (int sign = -1; sign <= 1; sign += 2) {
      double[] k = new double[x.length];
      double phase = 0.3;
      for (int axis = 0; axis < x.length; axis++) {
        k[axis] = (axis == 0 ? 1 : sign) / STRETCH[axis];
        phase += k[axis] * x[axis];
      }
      Complex f = factor.apply(k);
      sum += f.getRealPart() * Math.cos(phase) - f.getImaginaryPart() * Math.sin(phase);
    }
    return sum;
  }

  @ParameterizedTest(name = "n = {0}")
  @CsvSource({
    "16, 0.2142, 3.0918e-3",
    "32, 0.05435, 0",
    "64, 0.01364, 0",
    "128, 0.003413, 7.6590e-7"
  })
  void fivePointAndMehrstellenErrorsAreTheKnownOnes(int n, double fivePoint, double mehrstellen) {
    double h = 2 * Math.PI / n;
    int[] shape = {n, n};
    PeriodicField u = PeriodicField.of(shape, at -> Math.sin(h * at[1] + 2 * h * at[0]));
    PeriodicField f = u.combine(-5, 0, u);

    PeriodicField plain = u.apply(ClassicalStencils.named("laplacian", 2).on(h)).combine(1, -1, f);
    PeriodicField compact =
        u.apply(ClassicalStencils.named("mehrstellen", 2).on(h))
            .combine(1, -1, f.apply(ClassicalStencils.named("mehrstellen-average", 2).on(h)));

    assertThat(plain.max()).isCloseTo(fivePoint, within(1e-3 * fivePoint));
    if (mehrstellen > 0) {
      assertThat(compact.max()).isCloseTo(mehrstellen, within(1e-3 * mehrstellen));
    }
  }

  @ParameterizedTest(name = "{0}-D")
  @CsvSource({"2", "3"})
  void theMehrstellenSchemeIsOfFourthOrderOnUnequalSpacings(int dims) {
    double[] errors = new double[2];
    for (int level = 0; level < 2; level++) {
      int n = 16 << level;
      double[] h = Arrays.stream(STRETCH, 0, dims).map(s -> 2 * Math.PI / n * s).toArray();
      int[] shape = new int[dims];
      Arrays.fill(shape, n);
      PeriodicField u = PeriodicField.of(shape, at -> waves(times(at, h), k -> Complex.ONE));
      PeriodicField f =
          PeriodicField.of(
              shape, at -> waves(times(at, h), DifferentialOperator.laplacian(dims)::symbol));
      Stencil average = ClassicalStencils.named("mehrstellen-average", dims).on(h);
      Stencil laplacian = ClassicalStencils.named("mehrstellen", dims).on(h);
      errors[level] = u.apply(laplacian).combine(1, -1, f.apply(average)).max();
    }

    assertThat(Math.log(errors[0] / errors[1]) / Math.log(2)).isCloseTo(4, within(0.1));
  }

  private static double[] times(int[] at, double[] h) {
    return IntStream.range(0, at.length).mapToDouble(axis -> at[axis] * h[axis]).toArray();
  }

  @Test
  void fallingCoordinatesMirrorDerivativesOnly() {
    Stencil rising = ClassicalStencils.named("upwind-x-1", 1).on(0.5);
    Stencil falling = ClassicalStencils.named("upwind-x-1", 1).on(-0.5);

    assertThat(falling.toDense()).containsExactly(0, 2, -2);
    assertThat(falling.accuracy().operator()).isEqualTo(rising.accuracy().operator());
    assertThat(ClassicalStencils.named("sobel-x", 2).on(-1, -1).toDense())
        .isEqualTo(ClassicalStencils.named("sobel-x", 2).on(1).toDense());
  }

  @Test
  void lookUpKnowsFamiliesOrdersAndAliases() {
    assertThat(ClassicalStencils.named("laplacian", 2, 4).name())
        .isEqualTo("laplacian-9-point-cross");
    assertThat(ClassicalStencils.named("laplacian", 3, 8).name())
        .isEqualTo("laplacian-25-point-cross");
    assertThat(ClassicalStencils.named("Sobel-X", 2).name()).isEqualTo("sobel-x");
    assertThat(ClassicalStencils.named("second-derivative-4", 1).order()).isEqualTo(4);
    assertThat(ClassicalStencils.named("upwind-x", 2, 3).name()).isEqualTo("upwind-x-3");
    assertThatThrownBy(() -> ClassicalStencils.named("laplacan", 2))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("laplacian");
    assertThatThrownBy(() -> ClassicalStencils.named("laplacian", 2, 5))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("2, 4, 6, 8");
    assertThatThrownBy(() -> ClassicalStencils.all(4)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void namesAndAliasesAreUnambiguous() {
    for (int dims = 1; dims <= 3; dims++) {
      List<String> names =
          ClassicalStencils.all(dims).stream()
              .flatMap(entry -> Stream.concat(Stream.of(entry.name()), entry.aliases().stream()))
              .toList();
      assertThat(names).doesNotHaveDuplicates();
    }
  }

  @Test
  void generatorsGoBeyondTheCatalogue() {
    assertThat(ClassicalStencils.laplacian(2, 12).order()).isEqualTo(12);
    assertThat(
            ClassicalStencils.along(0, FiniteDifference.forward(2, 3), 0.1, 0.1).accuracy().order())
        .hasValue(3);
    assertThat(
            ClassicalStencils.mixedDerivative(new int[] {1, 2}, 4, 0.1, 0.1).accuracy().toString())
        .startsWith("u_xxy - (h⁴/");
  }

  @Test
  void titlesTakeOtherAxisNames() {
    ClassicalStencil upwind = ClassicalStencils.named("upwind-x-1", 2);

    assertThat(upwind.title()).isEqualTo("first-order upwind difference ∂/∂x (wind towards +x)");
    assertThat(upwind.title("lat", "lon"))
        .isEqualTo("first-order upwind difference ∂/∂lon (wind towards +lon)");
  }
}
