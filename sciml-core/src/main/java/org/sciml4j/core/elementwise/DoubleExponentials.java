package org.sciml4j.core.elementwise;

import static org.sciml4j.core.elementwise.DoubleLoads.VECTOR;
import static org.sciml4j.core.elementwise.DoubleLoads.all;
import static org.sciml4j.core.elementwise.DoubleLoads.clean;
import static org.sciml4j.core.elementwise.DoubleLoads.load;
import static org.sciml4j.core.elementwise.DoubleLoads.store;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The functions of {@code e^x} over tiles of {@code double} numbers, by operations that IEEE 754
 * defines to the last bit. Those of {@link VectorOperators} are other functions before compilation
 * than after it, so that bits would depend on when the compiler comes to a loop.
 *
 * <p>With {@code n} the whole number nearest to {@code x / ln 2} and {@code r = x - n ln 2} it is
 * {@code e^x = 2^n e^r}; {@code ln 2} is split into two numbers so that {@code r} keeps its digits.
 * On {@code |r| <= ln 2 / 2} it is {@code e^r = 1 + r + r² q(r)}, where {@code q} is the polynomial
 * of degree 10 whose largest error relative to {@code expm1 r} is least: its coefficients are from
 * the exchange algorithm in 50 digits, which leaves an error of 2^-61.
 *
 * <pre>
 * W. J. Cody, W. Waite, Software manual for the elementary functions, Prentice-Hall, 1980, ch. 6;
 * E. Ya. Remez, Sur la détermination des polynômes d'approximation de degré donnée, Comm. Soc.
 * Math. Kharkov 10:41-63, 1934
 * </pre>
 *
 * Each function has the formula in its loop: a method that returns vectors makes objects where the
 * compiler leaves it a call.
 */
final class DoubleExponentials {
  static final double LOG2_E = 0x1.71547652b82fep0;
  static final double LN2 = 0x1.62e42fefa39efp-1;
  static final double LN2_LOW = 0x1.abc9e3b39803fp-56;

  /** Adding it rounds smaller numbers to whole ones, which then are the last bits of the sum. */
  static final double SHIFT = 0x1.8p52;

  /** Number of bits after those of the exponent. */
  static final int FRACTION = 52;

  /** Exponent of 1 as it is stored. */
  static final int BIAS = 1023;

  static final double C2 = 0.5;
  static final double C3 = 0x1.5555555555559p-3;
  static final double C4 = 0x1.555555555553fp-5;
  static final double C5 = 0x1.111111110f6dcp-7;
  static final double C6 = 0x1.6c16c16c1f05dp-10;
  static final double C7 = 0x1.a01a01afd33c8p-13;
  static final double C8 = 0x1.a01a017bcd435p-16;
  static final double C9 = 0x1.71ddf8803580bp-19;
  static final double C10 = 0x1.27e5361fc6468p-22;
  static final double C11 = 0x1.af5e72a06ccfcp-26;
  static final double C12 = 0x1.1ee898b078695p-29;

  /** {@code tanh} of half of it rounds to 1. */
  private static final double SATURATED = 40;

  /** The largest number whose exponential is finite. */
  private static final double LARGEST = 0x1.62e42fefa39efp9;

  /** Below it the exponential rounds to 0. */
  private static final double SMALLEST = -746;

  private DoubleExponentials() {}

  /** Scales by {@code 2^n} in two steps, the second of which may round to a subnormal number. */
  static void exp(long to, long a, long b, long c, int bytes) {
    double shift = SHIFT + 2 * BIAS;
    long result = clean(to);
    long xs = clean(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      DoubleVector x = load(xs + i);
      DoubleVector shifted = x.fma(all(LOG2_E), all(shift));
      DoubleVector n = shifted.sub(shift);
      DoubleVector r = n.fma(all(-LN2_LOW), n.fma(all(-LN2), x));
      DoubleVector q = all(C12);
      q = q.fma(r, all(C11));
      q = q.fma(r, all(C10));
      q = q.fma(r, all(C9));
      q = q.fma(r, all(C8));
      q = q.fma(r, all(C7));
      q = q.fma(r, all(C6));
      q = q.fma(r, all(C5));
      q = q.fma(r, all(C4));
      q = q.fma(r, all(C3));
      q = q.fma(r, all(C2));
      q = q.fma(r, all(1)).fma(r, all(1));
      LongVector bits = shifted.reinterpretAsLongs();
      LongVector half = bits.lanewise(VectorOperators.LSHR, 1);
      DoubleVector first = half.lanewise(VectorOperators.LSHL, FRACTION).reinterpretAsDoubles();
      DoubleVector second =
          bits.sub(half).lanewise(VectorOperators.LSHL, FRACTION).reinterpretAsDoubles();
      DoubleVector y = q.mul(first).mul(second);
      y = y.blend(all(Double.POSITIVE_INFINITY), x.compare(VectorOperators.GT, LARGEST));
      store(y.blend(all(0), x.compare(VectorOperators.LT, SMALLEST)), result + i);
    }
  }

  /**
   * {@code 2^n (e^r - 1) + (2^n - 1)}, of which half is summed lest it overflow early; {@code tail}
   * is what {@code r} lost to rounding.
   */
  static void expm1(long to, long a, long b, long c, int bytes) {
    double shift = SHIFT + (BIAS - 1);
    long result = clean(to);
    long xs = clean(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      DoubleVector x = load(xs + i);
      DoubleVector shifted = x.fma(all(LOG2_E), all(shift));
      DoubleVector n = shifted.sub(shift);
      DoubleVector rough = n.fma(all(-LN2), x);
      DoubleVector r = n.fma(all(-LN2_LOW), rough);
      DoubleVector tail = n.fma(all(-LN2_LOW), rough.sub(r));
      DoubleVector q = all(C12);
      q = q.fma(r, all(C11));
      q = q.fma(r, all(C10));
      q = q.fma(r, all(C9));
      q = q.fma(r, all(C8));
      q = q.fma(r, all(C7));
      q = q.fma(r, all(C6));
      q = q.fma(r, all(C5));
      q = q.fma(r, all(C4));
      q = q.fma(r, all(C3));
      q = q.fma(r, all(C2));
      DoubleVector scale =
          shifted
              .reinterpretAsLongs()
              .lanewise(VectorOperators.LSHL, FRACTION)
              .reinterpretAsDoubles();
      DoubleVector half = scale.fma(r, scale.sub(0.5));
      half = scale.fma(r.mul(r).fma(q, tail), half);
      DoubleVector y = half.add(half);
      y = y.blend(all(Double.POSITIVE_INFINITY), x.compare(VectorOperators.GT, LARGEST));
      y = y.blend(all(-1), x.compare(VectorOperators.LT, -BIAS / 2));
      store(y.blend(x, x.abs().compare(VectorOperators.LT, 0x1p-55)), result + i);
    }
  }

  /** {@code m / (m + 2)} for {@code m = expm1 2|x|}, with the sign of {@code x}. */
  static void tanh(long to, long a, long b, long c, int bytes) {
    double shift = SHIFT + BIAS;
    long result = clean(to);
    long xs = clean(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      DoubleVector x = load(xs + i);
      DoubleVector t = x.abs();
      t = t.add(t);
      t = t.blend(all(SATURATED), t.compare(VectorOperators.GT, SATURATED));
      DoubleVector shifted = t.fma(all(LOG2_E), all(shift));
      DoubleVector n = shifted.sub(shift);
      DoubleVector r = n.fma(all(-LN2_LOW), n.fma(all(-LN2), t));
      DoubleVector q = all(C12);
      q = q.fma(r, all(C11));
      q = q.fma(r, all(C10));
      q = q.fma(r, all(C9));
      q = q.fma(r, all(C8));
      q = q.fma(r, all(C7));
      q = q.fma(r, all(C6));
      q = q.fma(r, all(C5));
      q = q.fma(r, all(C4));
      q = q.fma(r, all(C3));
      q = q.fma(r, all(C2));
      DoubleVector scale =
          shifted
              .reinterpretAsLongs()
              .lanewise(VectorOperators.LSHL, FRACTION)
              .reinterpretAsDoubles();
      DoubleVector m = scale.fma(r.mul(r).fma(q, r), scale.sub(1));
      DoubleVector y = m.div(m.add(2));
      LongVector sign = x.reinterpretAsLongs().and(Long.MIN_VALUE);
      store(y.reinterpretAsLongs().or(sign).reinterpretAsDoubles(), result + i);
    }
  }

  /** {@code z / (1 + z)} or {@code 1 / (1 + z)} for {@code z = e^-|x|}, which may be subnormal. */
  static void sigmoid(long to, long a, long b, long c, int bytes) {
    double shift = SHIFT + (BIAS + 64);
    long result = clean(to);
    long xs = clean(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      DoubleVector x = load(xs + i);
      DoubleVector t = x.abs().neg();
      t = t.blend(all(SMALLEST), t.compare(VectorOperators.LT, SMALLEST));
      DoubleVector shifted = t.fma(all(LOG2_E), all(shift));
      DoubleVector n = shifted.sub(shift);
      DoubleVector r = n.fma(all(-LN2_LOW), n.fma(all(-LN2), t));
      DoubleVector q = all(C12);
      q = q.fma(r, all(C11));
      q = q.fma(r, all(C10));
      q = q.fma(r, all(C9));
      q = q.fma(r, all(C8));
      q = q.fma(r, all(C7));
      q = q.fma(r, all(C6));
      q = q.fma(r, all(C5));
      q = q.fma(r, all(C4));
      q = q.fma(r, all(C3));
      q = q.fma(r, all(C2));
      q = q.fma(r, all(1)).fma(r, all(1));
      DoubleVector scale =
          shifted
              .reinterpretAsLongs()
              .lanewise(VectorOperators.LSHL, FRACTION)
              .reinterpretAsDoubles();
      DoubleVector z = q.mul(scale).mul(0x1p-64);
      VectorMask<Double> negative = x.compare(VectorOperators.LT, 0);
      store(all(1).blend(z, negative).div(z.add(1)), result + i);
    }
  }
}
