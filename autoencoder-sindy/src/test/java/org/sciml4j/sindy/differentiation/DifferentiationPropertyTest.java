package org.sciml4j.sindy.differentiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DifferentiationPropertyTest {
  /** Differences of order p are exact for polynomials of degree p, wherever the samples lie. */
  @Property(tries = 100)
  void differencesAreExactForPolynomialsOfTheirOrder(
      @ForAll @Size(9) List<@DoubleRange(min = 0.2, max = 1) Double> gaps,
      @ForAll @Size(5) List<@DoubleRange(min = -1, max = 1) Double> coefficients,
      @ForAll @IntRange(min = 1, max = 2) int order) {
    double[] times = times(gaps);
    assertDerivative(new FiniteDifferences(4), times, coefficients, order);
  }

  /** A local polynomial reproduces polynomials of its degree, and their derivatives. */
  @Property(tries = 100)
  void localPolynomialsReproducePolynomials(
      @ForAll @Size(9) List<@DoubleRange(min = 0.2, max = 1) Double> gaps,
      @ForAll @Size(4) List<@DoubleRange(min = -1, max = 1) Double> coefficients,
      @ForAll @IntRange(min = 1, max = 2) int order) {
    double[] times = times(gaps);
    assertDerivative(new SavitzkyGolay(7, 3), times, coefficients, order);
  }

  private static void assertDerivative(
      Differentiation method, double[] times, List<Double> coefficients, int order) {
    double[] values = Arrays.stream(times).map(t -> polynomial(coefficients, t, 0)).toArray();
    double[] exact = Arrays.stream(times).map(t -> polynomial(coefficients, t, order)).toArray();
    double scale = 1 + Arrays.stream(values).map(Math::abs).max().orElseThrow();
    assertThat(method.differentiate(times, values, order).values())
        .containsExactly(exact, within(1e-9 * scale));
  }

  private static double polynomial(List<Double> coefficients, double t, int derivative) {
    double sum = 0;
    for (int k = derivative; k < coefficients.size(); k++) {
      double factor = 1;
      for (int i = 0; i < derivative; i++) {
        factor *= k - i;
      }
      sum += coefficients.get(k) * factor * Math.pow(t, k - derivative);
    }
    return sum;
  }

  private static double[] times(List<Double> gaps) {
    double[] times = new double[gaps.size()];
    for (int i = 1; i < times.length; i++) {
      times[i] = times[i - 1] + gaps.get(i);
    }
    return times;
  }
}
