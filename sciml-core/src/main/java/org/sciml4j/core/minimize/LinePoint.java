package org.sciml4j.core.minimize;

/** Value and slope at one step of a line search; mutable, so that a search allocates nothing. */
final class LinePoint {
  double step;
  double value;
  double slope;

  void set(double step, double value, double slope) {
    this.step = step;
    this.value = value;
    this.slope = slope;
  }

  void copy(LinePoint other) {
    set(other.step, other.value, other.slope);
  }

  boolean isFinite() {
    return Double.isFinite(value) && Double.isFinite(slope);
  }

  /**
   * Where the cubic that interpolates values and slopes of both points has its minimum; NaN if it
   * has none (Nocedal and Wright 2006, eq. 3.59).
   */
  static double cubicMinimiser(LinePoint previous, LinePoint current) {
    double width = current.step - previous.step;
    double d1 =
        previous.slope
            + current.slope
            - 3 * (previous.value - current.value) / (previous.step - current.step);
    double d2 = Math.signum(width) * Math.sqrt(d1 * d1 - previous.slope * current.slope);
    return current.step
        - width * (current.slope + d2 - d1) / (current.slope - previous.slope + 2 * d2);
  }
}
