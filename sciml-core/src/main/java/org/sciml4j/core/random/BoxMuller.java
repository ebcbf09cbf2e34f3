package org.sciml4j.core.random;

/**
 * Two independent standard normal numbers from two uniform ones, by additions, multiplications,
 * divisions and square roots in a fixed order, so that every machine and the vector kernels get the
 * same bits.
 *
 * <pre>
 * G. E. P. Box, M. E. Muller, A note on the generation of random normal deviates, Ann. Math. Stat.
 * 29:610-611, 1958; series: M. Abramowitz, I. A. Stegun, Handbook of mathematical functions, 1964,
 * eqs. 4.1.27, 4.3.65, 4.3.66
 * </pre>
 */
public final class BoxMuller {
  /** {@code ln 2}. */
  public static final double LN_2 = 0x1.62e42fefa39efp-1;

  /** Bits of {@code √½}. */
  public static final long SQRT_HALF_BITS = Double.doubleToRawLongBits(Math.sqrt(0.5));

  /** Number of terms of the series of {@code artanh} after the first. */
  public static final int ARTANH_TERMS = 11;

  /** Number of terms of the series of sine and cosine after the first. */
  public static final int CIRCLE_TERMS = 8;

  private static final double[] ARTANH = new double[ARTANH_TERMS + 1];
  private static final double[] SINE = new double[CIRCLE_TERMS + 1];
  private static final double[] COSINE = new double[CIRCLE_TERMS + 1];

  static {
    for (int k = 0; k <= ARTANH_TERMS; k++) {
      ARTANH[k] = 1.0 / (2 * k + 1);
    }
    double term = 1;
    for (int k = 0; k <= CIRCLE_TERMS; k++) {
      COSINE[k] = term;
      SINE[k] = term / (2 * k + 1);
      term = -SINE[k] / (2 * k + 2);
    }
  }

  private BoxMuller() {}

  /** {@code √(-2 ln(1 - u))} for a number of steps of 2^-53 in [0, 1). */
  public static double radius(double u) {
    double w = 1 - u;
    long bits = Double.doubleToRawLongBits(w);
    long exponent = (bits - SQRT_HALF_BITS) >> 52;
    double f = Double.longBitsToDouble(bits - (exponent << 52)) - 1;
    double s = f / (2 + f);
    double z = s * s;
    double series = ARTANH[ARTANH_TERMS];
    for (int k = ARTANH_TERMS - 1; k >= 0; k--) {
      series = series * z + ARTANH[k];
    }
    double log = exponent * LN_2 + 2 * s * series;
    return Math.sqrt(-2 * log);
  }

  /** {@code cos 2πv} for a number of steps of 2^-53 in [0, 1). */
  public static double cosine(double v) {
    return quarterTurned(v, 1);
  }

  /** {@code sin 2πv} for a number of steps of 2^-53 in [0, 1). */
  public static double sine(double v) {
    return quarterTurned(v, 0);
  }

  /** {@code sin(2πv + quarters π/2)}: the nearest quarter turn is taken off, which is exact. */
  private static double quarterTurned(double v, int quarters) {
    int nearest = (int) (4 * v + 0.5);
    double x = 2 * Math.PI * (v - 0.25 * nearest);
    double z = x * x;
    boolean even = (nearest + quarters) % 2 == 0;
    double[] coefficients = even ? SINE : COSINE;
    double series = coefficients[CIRCLE_TERMS];
    for (int k = CIRCLE_TERMS - 1; k >= 0; k--) {
      series = series * z + coefficients[k];
    }
    double value = even ? x * series : series;
    return (nearest + quarters) % 4 >= 2 ? -value : value;
  }

  /** {@code 1 / (2k + 1)}. */
  public static double artanhCoefficient(int k) {
    return ARTANH[k];
  }

  /** {@code (-1)^k / (2k + 1)!}. */
  public static double sineCoefficient(int k) {
    return SINE[k];
  }

  /** {@code (-1)^k / (2k)!}. */
  public static double cosineCoefficient(int k) {
    return COSINE[k];
  }
}
