package org.sciml4j.sindy.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.sindy.field.FieldAxis;

/** Derivatives of polynomials, which the estimates must give exactly, and of waves. */
class AxisFilterTest {
  private static double[] apply(LocalDerivative method, int order, FieldAxis axis, double[] in) {
    double[] out = new double[in.length];
    AxisFilter.of(method, order, axis).apply(in, out, 1, 1);
    return out;
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "4", "5"})
  void areExactForPolynomialsUpToTheEnds(int order) {
    FieldAxis axis = FieldAxis.bounded("x", -1, 0.25, 24);
    double[] values = new double[24];
    double factorial = 1;
    for (int k = 2; k <= order; k++) {
      factorial *= k;
    }
    for (int i = 0; i < 24; i++) {
      values[i] = Math.pow(axis.coordinate(i), order) + Math.pow(axis.coordinate(i), order - 1);
    }
    for (LocalDerivative method :
        new LocalDerivative[] {
          CentralDifference.secondOrder(), new CentralDifference(4, 9), new LocalPolynomial(4, 6)
        }) {
      double[] derivative = apply(method, order, axis, values);
      for (int i = method.margin(); i < 24 - method.margin(); i++) {
        assertThat(derivative[i]).as(method.toString()).isCloseTo(factorial, within(1e-7));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "4", "5"})
  void goRoundPeriodicAxes(int order) {
    FieldAxis axis = FieldAxis.periodic("x", 0, 2 * Math.PI, 200);
    double[] values = new double[200];
    for (int i = 0; i < 200; i++) {
      values[i] = Math.sin(axis.coordinate(i));
    }
    for (LocalDerivative method :
        new LocalDerivative[] {
          CentralDifference.secondOrder(), CentralDifference.published(), new LocalPolynomial(5, 7)
        }) {
      double[] derivative = apply(method, order, axis, values);
      for (int i = 0; i < 200; i++) {
        double expected = Math.sin(axis.coordinate(i) + order * Math.PI / 2);
        assertThat(derivative[i]).as(method.toString()).isCloseTo(expected, within(2e-3));
      }
    }
  }
}
