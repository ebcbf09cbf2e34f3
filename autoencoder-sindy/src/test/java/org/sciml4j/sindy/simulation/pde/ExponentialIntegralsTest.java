package org.sciml4j.sindy.simulation.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.complex.Complex;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The φ functions against the contour integrals of Kassam and Trefethen. */
class ExponentialIntegralsTest {
  private static Complex phi(int k, Complex z) {
    Complex value = z.exp();
    double inverseFactorial = 1;
    for (int j = 0; j < k; j++) {
      value = value.subtract(inverseFactorial).divide(z);
      inverseFactorial /= j + 1;
    }
    return value;
  }

  /** The mean over a circle of radius one, on which the formula does not cancel. */
  private static Complex contour(int k, Complex z) {
    Complex sum = Complex.ZERO;
    for (int j = 0; j < 64; j++) {
      double angle = 2 * Math.PI * (j + 0.5) / 64;
      sum = sum.add(phi(k, z.add(new Complex(Math.cos(angle), Math.sin(angle)))));
    }
    return sum.divide(64);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1e-9, 0", "-0.3, 0.2", "-5, 0", "0, 30", "-1000, 0", "-40, 77", "2, 1"})
  void agreeWithContourIntegrals(double re, double im) {
    ExponentialIntegrals integrals = new ExponentialIntegrals(1);
    integrals.evaluate(new double[] {re, im}, 1);
    for (int k = 0; k < 4; k++) {
      Complex expected = contour(k, new Complex(re, im));
      double tolerance = 1e-12 * Math.max(1, expected.norm());
      assertThat(integrals.phi(k)[0]).isCloseTo(expected.getReal(), within(tolerance));
      assertThat(integrals.phi(k)[1]).isCloseTo(expected.getImaginary(), within(tolerance));
    }
  }

  /** φ of [[0, -w], [w, 0]] is that of the eigenvalues ±iw, which lie far apart. */
  @ParameterizedTest
  @CsvSource({"0.1", "3", "500"})
  void agreeForCoupledFields(double w) {
    ExponentialIntegrals integrals = new ExponentialIntegrals(2);
    integrals.evaluate(new double[] {0, 0, -w, 0, w, 0, 0, 0}, 1);
    for (int k = 0; k < 4; k++) {
      Complex expected = contour(k, new Complex(0, w));
      assertThat(integrals.phi(k)[0]).isCloseTo(expected.getReal(), within(2e-12));
      assertThat(integrals.phi(k)[4]).isCloseTo(expected.getImaginary(), within(2e-12));
    }
  }
}
