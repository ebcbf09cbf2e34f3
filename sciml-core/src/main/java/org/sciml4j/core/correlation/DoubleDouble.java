package org.sciml4j.core.correlation;

/**
 * A number as the unevaluated sum of two doubles, {@code |lo| <= ulp(hi)/2}: about 31 decimal
 * digits.
 *
 * <pre>
 * T. J. Dekker, A floating-point technique for extending the available precision, Numer. Math. 18:224, 1971
 * Y. Hida, X. S. Li, D. H. Bailey, Algorithms for quad-double precision floating point arithmetic, ARITH-15, 2001
 * </pre>
 *
 * @param hi the double nearest to the number
 * @param lo what {@code hi} lacks
 */
public record DoubleDouble(double hi, double lo) {
  /** Zero. */
  public static final DoubleDouble ZERO = new DoubleDouble(0, 0);

  /** One. */
  public static final DoubleDouble ONE = new DoubleDouble(1, 0);

  /** Bound on the relative error of one operation. */
  public static final double EPSILON = 0x1p-104;

  /** A double, exactly. */
  public static DoubleDouble of(double value) {
    return new DoubleDouble(value, 0);
  }

  /** The sum of two doubles, exactly (Knuth's TwoSum). */
  public static DoubleDouble sum(double a, double b) {
    double s = a + b;
    double z = s - a;
    return new DoubleDouble(s, (a - (s - z)) + (b - z));
  }

  /** The product of two doubles, exactly unless it underflows. */
  public static DoubleDouble product(double a, double b) {
    double p = a * b;
    return new DoubleDouble(p, Math.fma(a, b, -p));
  }

  /** This number plus another. */
  public DoubleDouble plus(DoubleDouble other) {
    DoubleDouble s = sum(hi, other.hi);
    DoubleDouble t = sum(lo, other.lo);
    DoubleDouble first = renormalised(s.hi, s.lo + t.hi);
    return renormalised(first.hi, first.lo + t.lo);
  }

  /** This number minus another. */
  public DoubleDouble minus(DoubleDouble other) {
    return plus(other.negated());
  }

  /** This number times another. */
  public DoubleDouble times(DoubleDouble other) {
    DoubleDouble p = product(hi, other.hi);
    return renormalised(p.hi, p.lo + (hi * other.lo + lo * other.hi));
  }

  /** This number times a double. */
  public DoubleDouble times(double factor) {
    DoubleDouble p = product(hi, factor);
    return renormalised(p.hi, p.lo + lo * factor);
  }

  /** This number divided by another. */
  public DoubleDouble over(DoubleDouble divisor) {
    double q1 = hi / divisor.hi;
    DoubleDouble rest = minus(divisor.times(q1));
    double q2 = rest.hi / divisor.hi;
    rest = rest.minus(divisor.times(q2));
    double q3 = rest.hi / divisor.hi;
    return renormalised(q1, q2).plus(of(q3));
  }

  /** The square root; NaN for negative numbers. */
  public DoubleDouble squareRoot() {
    if (hi == 0) {
      return ZERO;
    }
    double root = Math.sqrt(hi);
    DoubleDouble rest = minus(product(root, root));
    return renormalised(root, rest.hi / (2 * root));
  }

  /** The same magnitude with the other sign. */
  public DoubleDouble negated() {
    return new DoubleDouble(-hi, -lo);
  }

  /** The nearest double. */
  public double value() {
    return hi;
  }

  private static DoubleDouble renormalised(double hi, double lo) {
    double s = hi + lo;
    return new DoubleDouble(s, lo - (s - hi));
  }
}
