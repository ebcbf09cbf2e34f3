package org.sciml4j.operators.analysis;

import org.hipparchus.complex.Complex;

/**
 * Explicit one-step schemes for {@code du/dt = K u}. A linear mode of eigenvalue λ is multiplied by
 * {@code R(z) = Σ_{j<=s} z^j/j!}, {@code z = λ dt}, in each step of a scheme of order and stages s.
 */
public enum TimeScheme {
  /** Forward Euler; its stability region is the unit disc about -1. */
  FORWARD_EULER("forward Euler", 1),
  /** Any two-stage Runge-Kutta scheme of order 2 (midpoint, Heun). */
  RK2("RK2", 2),
  /** Any four-stage Runge-Kutta scheme of order 4; stable to 2√2 on the imaginary axis. */
  RK4("RK4", 4);

  private final String title;
  private final int order;

  TimeScheme(String title, int order) {
    this.title = title;
    this.order = order;
  }

  /** Its order of accuracy. */
  public int order() {
    return order;
  }

  /** R(z). */
  public Complex amplification(Complex z) {
    Complex r = Complex.ONE;
    for (int j = order; j >= 1; j--) {
      r = r.multiply(z).divide(j).add(Complex.ONE);
    }
    return r;
  }

  /**
   * {@code (|R(s e^{iφ})|² - 1)/s} as a polynomial in s, where {@code x = cos φ}; the scheme damps
   * where it is negative. Written in x so that nothing cancels near the imaginary axis.
   */
  double growth(double s, double x) {
    return switch (this) {
      case FORWARD_EULER -> 2 * x + s;
      case RK2 -> 2 * x + s * (2 * x * x + s * (x + s / 4));
      case RK4 -> {
        double x2 = x * x;
        double high = x2 / 12 - 1.0 / 72 + s * (x / 72 + s / 576);
        double low = 2 * x2 * x2 / 3 + s * (x2 * x / 3 - x / 12 + s * high);
        yield 2 * x + s * (2 * x2 + s * (4 * x2 * x / 3 + s * low));
      }
    };
  }

  /** Its usual name. */
  @Override
  public String toString() {
    return title;
  }
}
