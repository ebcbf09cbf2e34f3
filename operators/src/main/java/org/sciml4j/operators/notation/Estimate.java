package org.sciml4j.operators.notation;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A number with its standard error.
 *
 * @param value the estimate
 * @param standardError one standard deviation of the estimate; zero where it is exact, NaN where
 *     nothing is known of it
 */
public record Estimate(double value, double standardError) {
  /** Below this ratio to the value an error is rounding, and is not printed. */
  private static final double ROUNDING = 1e-12;

  /** Both times a factor. */
  public Estimate times(double factor) {
    return new Estimate(value * factor, standardError * Math.abs(factor));
  }

  /** The value without its sign. */
  public Estimate magnitude() {
    return new Estimate(Math.abs(value), standardError);
  }

  /** Whether the value differs from zero by more than so many standard errors. */
  public boolean isSignificant(double standardErrors) {
    return !(Math.abs(value) <= standardErrors * standardError);
  }

  /** Whether a number lies within so many standard errors of the value. */
  public boolean covers(double truth, double standardErrors) {
    return Math.abs(value - truth) <= standardErrors * standardError;
  }

  /** {@code 0.1000 ± 0.0002}: the value to the last digit its error leaves it. */
  @Override
  public String toString() {
    if (!(standardError > ROUNDING * Math.abs(value)) || !Double.isFinite(value)) {
      return ShortNumber.decimal(value, 10);
    }
    if (Double.isInfinite(standardError)) {
      return ShortNumber.decimal(value) + " ± ∞";
    }
    BigDecimal error = new BigDecimal(standardError);
    int scale = error.scale() - error.precision() + 1;
    if (error.movePointRight(scale).compareTo(BigDecimal.valueOf(1.95)) < 0) {
      scale++;
    }
    String exponent = "";
    BigDecimal shown = new BigDecimal(value);
    int magnitude = magnitude(Math.max(Math.abs(value), standardError));
    if (magnitude < -4 || magnitude > 6) {
      shown = shown.movePointLeft(magnitude);
      error = error.movePointLeft(magnitude);
      scale += magnitude;
      exponent = "e" + magnitude;
    }
    scale = Math.max(scale, 0);
    String numbers =
        shown.setScale(scale, RoundingMode.HALF_EVEN).toPlainString()
            + " ± "
            + error.setScale(scale, RoundingMode.HALF_EVEN).toPlainString();
    return exponent.isEmpty() ? numbers : "(" + numbers + ")" + exponent;
  }

  private static int magnitude(double positive) {
    BigDecimal number = new BigDecimal(positive);
    return number.precision() - number.scale() - 1;
  }
}
