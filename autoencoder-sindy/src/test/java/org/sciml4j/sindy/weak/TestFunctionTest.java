package org.sciml4j.sindy.weak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.analysis.polynomials.PolynomialFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.InvalidInputException;

/** The test functions against polynomial arithmetic, and the centres against enumeration. */
class TestFunctionTest {
  @ParameterizedTest
  @CsvSource({"5, 4, 0", "7, 6, 1", "7, 6, 2", "23, 10, 4", "23, 10, 6"})
  void derivativesAreThoseOfThePolynomial(int halfWidth, int degree, int order) {
    double spacing = 0.3;
    double reach = halfWidth * spacing;
    PolynomialFunction phi = new PolynomialFunction(1);
    for (int i = 0; i < degree; i++) {
      phi = phi.multiply(new PolynomialFunction(1, 0, -1 / (reach * reach)));
    }
    for (int i = 0; i < order; i++) {
      phi = phi.polynomialDerivative();
    }
    double[] derivative = new TestFunction(halfWidth, degree, 1).derivative(order, spacing);
    double largest = Arrays.stream(derivative).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < derivative.length; i++) {
      double expected = phi.value((i - halfWidth) * spacing);
      assertThat(derivative[i]).isCloseTo(expected, within(1e-11 * largest));
    }
  }

  @Test
  void derivativesVanishAtTheEndsAndIntegrateToZero() {
    double[] third = new TestFunction(20, 9, 1).derivative(3, 0.1);
    assertThat(third[0]).isZero();
    assertThat(third[40]).isZero();
    double largest = Arrays.stream(third).map(Math::abs).max().orElseThrow();
    assertThat(Arrays.stream(third).sum()).isCloseTo(0, within(1e-12 * largest));
  }

  @Test
  void refusesDerivativesThatDoNotVanish() {
    assertThatThrownBy(() -> new TestFunction(10, 4, 1).derivative(4, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("more than the order 4");
  }

  @Test
  void centresStayInsideOrGoRound() {
    TestFunction function = new TestFunction(3, 4, 4);
    assertThat(function.centres(17, false)).isEqualTo(3);
    assertThat(IntStream.range(0, 3).map(k -> function.centre(k, false))).containsExactly(3, 7, 11);
    assertThat(function.centres(17, true)).isEqualTo(5);
  }

  @Test
  void theBendOfASpectrumIsWhereTheNoiseBegins() {
    double[] spectrum = new double[129];
    Arrays.setAll(spectrum, k -> k < 20 ? 100 : 1);
    assertThat(AutomaticTestFunctions.corner(spectrum)).isBetween(18, 21);
  }
}
