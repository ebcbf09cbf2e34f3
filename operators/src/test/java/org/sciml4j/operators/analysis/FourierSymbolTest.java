package org.sciml4j.operators.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.hipparchus.complex.Complex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.operators.DifferentialOperator;
import org.sciml4j.operators.PeriodicField;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.classical.ClassicalStencil;
import org.sciml4j.operators.classical.ClassicalStencils;

class FourierSymbolTest {
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
  void theSymbolIsTheDiscreteFourierTransformOfTheAppliedStencil(
      String name, int dims, ClassicalStencil entry) {
    int n = 5;
    int[] shape = new int[dims];
    Arrays.fill(shape, n);
    Stencil stencil = entry.on(0.7);
    double magnitude = Arrays.stream(stencil.coefficients()).map(Math::abs).sum();
    PeriodicField applied =
        PeriodicField.of(shape, at -> Arrays.stream(at).allMatch(i -> i == 0) ? 1 : 0)
            .apply(stencil);

    for (int wave = 0; wave < Math.pow(n, dims); wave++) {
      int[] mode = unravel(wave, n, dims);
      double[] theta = Arrays.stream(mode).mapToDouble(m -> 2 * Math.PI * m / n).toArray();
      double[] k = Arrays.stream(theta).map(t -> t / 0.7).toArray();

      Complex transformed = transform(applied, mode, n);

      assertThat(stencil.symbol().atAngles(theta).subtract(transformed).norm())
          .isLessThan(1e-13 * magnitude);
      assertThat(stencil.symbol().at(k).subtract(transformed).norm()).isLessThan(1e-13 * magnitude);
    }
  }

  @Property(tries = 50)
  void symbolsMultiplyWhenStencilsCompose(
      @ForAll @DoubleRange(min = -3, max = 3) double kx,
      @ForAll @DoubleRange(min = -3, max = 3) double ky) {
    Stencil a = ClassicalStencils.named("emboss", 2).on(0.4, 0.3);
    Stencil b = ClassicalStencils.named("upwind-x-3", 2).on(0.4, 0.3);

    Complex product = a.symbol().at(ky, kx).multiply(b.symbol().at(ky, kx));

    assertThat(a.compose(b).symbol().at(ky, kx).subtract(product).norm()).isLessThan(1e-12);
    assertThat(a.adjoint().symbol().at(ky, kx).subtract(a.symbol().at(ky, kx).conjugate()).norm())
        .isLessThan(1e-13);
  }

  @Test
  void whatIsAllRoundingIsZero() {
    FourierSymbol symbol = ClassicalStencils.named("gradient-x", 2).on(0.1).symbol();

    assertThat(symbol.atAngles(0, Math.PI)).isEqualTo(Complex.ZERO);
    assertThat(symbol.atAngles(0, Math.PI / 2).getRealPart()).isZero();
    assertThat(
            ClassicalStencils.named("laplacian", 2)
                .on(0.1)
                .symbol()
                .atAngles(1, 2)
                .getImaginaryPart())
        .isZero();
  }

  @Test
  void theFivePointSymbolIsKnown() {
    FourierSymbol symbol = ClassicalStencils.named("laplacian", 2).on(0.5).symbol();

    assertThat(symbol.atAngles(Math.PI, Math.PI).getRealPart()).isCloseTo(-32, within(1e-13));
    assertThat(symbol.at(1, 2).getRealPart())
        .isCloseTo((2 * Math.cos(0.5) + 2 * Math.cos(1) - 4) / 0.25, within(1e-13));
    assertThat(symbol.nyquist(0)).isEqualTo(2 * Math.PI);
    assertThatThrownBy(() -> symbol.at(1)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void theGradientIsTheDerivative() {
    FourierSymbol symbol = ClassicalStencils.named("emboss", 2).on(0.4, -0.3).symbol();
    double d = 1e-5;

    Complex[] gradient = symbol.gradient(1.1, -0.7);

    Complex numeric = symbol.at(1.1 + d, -0.7).subtract(symbol.at(1.1 - d, -0.7)).divide(2 * d);
    assertThat(gradient[0].subtract(numeric).norm()).isLessThan(1e-8);
    numeric = symbol.at(1.1, -0.7 + d).subtract(symbol.at(1.1, -0.7 - d)).divide(2 * d);
    assertThat(gradient[1].subtract(numeric).norm()).isLessThan(1e-8);
  }

  @Test
  void centralDifferencesLagAndDoNotDamp() {
    double c = 2;
    double h = 0.1;
    double k = 8;
    WaveBehaviour wave = ClassicalStencils.named("gradient-x", 1).on(h).times(-c).symbol().wave(k);

    assertThat(wave.growthRate()).isCloseTo(0, within(1e-14));
    assertThat(wave.exactPhaseVelocity()).isCloseTo(c, within(1e-13));
    assertThat(wave.phaseVelocity()).isCloseTo(c * Math.sin(k * h) / (k * h), within(1e-13));
    assertThat(wave.phaseError()).isCloseTo(Math.sin(0.8) / 0.8 - 1, within(1e-13));
    assertThat(wave.groupVelocity()[0]).isCloseTo(c * Math.cos(k * h), within(1e-13));
    assertThat(wave.exactGroupVelocity()[0]).isCloseTo(c, within(1e-13));
  }

  @Test
  void upwindDifferencesDampLikeDiffusion() {
    double c = 2;
    double h = 0.1;
    double k = 3;
    Stencil upwind = ClassicalStencils.named("upwind-x-1", 1).on(h).times(-c);

    WaveBehaviour wave = upwind.symbol().wave(k);

    assertThat(wave.growthError())
        .isCloseTo(-c / h * (1 - Math.cos(k * h)), within(1e-12))
        .isCloseTo(-0.5 * c * h * k * k, within(0.01 * c * h * k * k));
  }

  @Test
  void wavesAreComparedWithGivenOperators() {
    DifferentialOperator heat = DifferentialOperator.laplacian(1).times(0.3);
    Stencil stencil = ClassicalStencils.named("laplacian", 1).on(0.1).times(0.3);

    WaveBehaviour wave = stencil.symbol().wave(heat, 2);

    assertThat(wave.exactGrowthRate()).isCloseTo(-1.2, within(1e-14));
    assertThat(wave.growthError()).isPositive();
    assertThat(wave.waveNumber()).isEqualTo(2);
  }

  @Test
  void isotropicLaplaciansAreMoreIsotropic() {
    double k = 1;
    double five = isotropyError("laplacian-5-point", 2, k);
    double nine = isotropyError("laplacian-9-point", 2, k);
    double nineFiner = isotropyError("laplacian-9-point", 2, k / 2);
    double seven = isotropyError("laplacian-7-point", 3, k);
    double nineteen = isotropyError("laplacian-19-point", 3, k);

    assertThat(five).isGreaterThan(20 * nine);
    assertThat(seven).isGreaterThan(20 * nineteen);
    assertThat(Math.log(nine / nineFiner) / Math.log(2)).isCloseTo(4, within(0.1));
  }

  private static double isotropyError(String name, int dims, double waveNumber) {
    return ClassicalStencils.named(name, dims).on(1).symbol().isotropyError(waveNumber);
  }

  private static Complex transform(PeriodicField field, int[] mode, int n) {
    double re = 0;
    double im = 0;
    for (int point = 0; point < Math.pow(n, mode.length); point++) {
      int[] at = unravel(point, n, mode.length);
      double phase = 0;
      for (int axis = 0; axis < mode.length; axis++) {
        phase -= 2 * Math.PI * (mode[axis] * at[axis] % n) / n;
      }
      re += field.get(at) * Math.cos(phase);
      im += field.get(at) * Math.sin(phase);
    }
    return new Complex(re, im);
  }

  private static int[] unravel(int index, int n, int dims) {
    int[] at = new int[dims];
    int rest = index;
    for (int axis = dims - 1; axis >= 0; axis--) {
      at[axis] = rest % n;
      rest /= n;
    }
    return at;
  }
}
