package org.sciml4j.operators.notation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import org.hipparchus.fraction.Fraction;

/** Numbers as short as they can be told: a small fraction where they are one, else few digits. */
public final class ShortNumber {
  private static final int LARGEST_DENOMINATOR = 20_000;
  private static final double FRACTION_TOLERANCE = 1e-10;
  private static final double ROUNDING = 1e-12;

  private ShortNumber() {}

  /** Up to six significant digits, no trailing zeros, e.g. {@code 0.1}, {@code -2.5e-07}. */
  public static String decimal(double value) {
    return decimal(value, 6);
  }

  /** Up to so many significant digits, no trailing zeros. */
  public static String decimal(double value, int digits) {
    if (value == 0) {
      return "0";
    }
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < Math.max(digits, 6)) {
      return rounded.toPlainString();
    }
    return rounded.movePointLeft(exponent).toPlainString() + "e" + exponent;
  }

  /** The fraction with a small denominator that a value is to ten digits, if there is one. */
  public static Optional<Fraction> fraction(double value) {
    if (!(Math.abs(value) < 1e6)) {
      return Optional.empty();
    }
    Fraction nearest = nearestFraction(value);
    double error = Math.abs(nearest.doubleValue() - value);
    boolean close = error <= FRACTION_TOLERANCE * Math.abs(value);
    return close ? Optional.of(nearest) : Optional.empty();
  }

  /** {@code 1/12} where the value is a small fraction that few digits do not tell exactly. */
  public static String of(double value) {
    String decimal = decimal(value);
    return Math.abs(Double.parseDouble(decimal) - value) <= ROUNDING * Math.abs(value)
        ? decimal
        : fraction(value)
            .filter(f -> f.getDenominator() != 1 && f.getDenominator() <= 1000)
            .map(f -> f.getNumerator() + "/" + f.getDenominator())
            .orElse(decimal);
  }

  /** Best continued-fraction convergent of a value below the largest denominator. */
  private static Fraction nearestFraction(double value) {
    long p0 = 1;
    long q0 = 0;
    long p1 = (long) Math.floor(value);
    long q1 = 1;
    double rest = value - p1;
    while (Math.abs((double) p1 / q1 - value) > FRACTION_TOLERANCE / 100 * Math.abs(value)
        && rest > 1e-12) {
      double inverse = 1 / rest;
      long digit = (long) Math.floor(inverse);
      long p2 = digit * p1 + p0;
      long q2 = digit * q1 + q0;
      if (q2 > LARGEST_DENOMINATOR || Math.abs(p2) > Integer.MAX_VALUE) {
        break;
      }
      p0 = p1;
      q0 = q1;
      p1 = p2;
      q1 = q2;
      rest = inverse - digit;
    }
    return new Fraction((int) p1, (int) q1);
  }
}
