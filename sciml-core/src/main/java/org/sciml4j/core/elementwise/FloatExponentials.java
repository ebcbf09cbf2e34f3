package org.sciml4j.core.elementwise;

import static org.sciml4j.core.elementwise.FloatLoads.VECTOR;
import static org.sciml4j.core.elementwise.FloatLoads.all;
import static org.sciml4j.core.elementwise.FloatLoads.clean;
import static org.sciml4j.core.elementwise.FloatLoads.load;
import static org.sciml4j.core.elementwise.FloatLoads.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The functions of {@code e^x} over tiles of {@code float} numbers, by operations that IEEE 754
 * defines to the last bit. Those of {@link VectorOperators} are other functions before compilation
 * than after it, so that bits would depend on when the compiler comes to a loop.
 *
 * <p>With {@code n} the whole number nearest to {@code x / ln 2} and {@code r = x - n ln 2} it is
 * {@code e^x = 2^n e^r}; {@code ln 2} is split into two numbers so that {@code r} keeps its digits.
 * On {@code |r| <= ln 2 / 2} it is {@code e^r = 1 + r + r² q(r)}, where {@code q} is the polynomial
 * of degree 5 whose largest error relative to {@code expm1 r} is least: its coefficients are from
 * the exchange algorithm in 50 digits, which leaves an error of 2^-32.
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
final class FloatExponentials {
  static final float LOG2_E = 0x1.715476p0f;
  static final float LN2 = 0x1.62e43p-1f;
  static final float LN2_LOW = -0x1.05c61p-29f;

  /** Adding it rounds smaller numbers to whole ones, which then are the last bits of the sum. */
  static final float SHIFT = 0x1.8p23f;

  /** Number of bits after those of the exponent. */
  static final int FRACTION = 23;

  /** Exponent of 1 as it is stored. */
  static final int BIAS = 127;

  static final float C2 = 0.5f;
  static final float C3 = 0x1.555554p-3f;
  static final float C4 = 0x1.5554b2p-5f;
  static final float C5 = 0x1.11118ap-7f;
  static final float C6 = 0x1.6d71f2p-10f;
  static final float C7 = 0x1.a032d8p-13f;

  /** {@code tanh} of half of it rounds to 1. */
  private static final float SATURATED = 20;

  /** The largest number whose exponential is finite. */
  private static final float LARGEST = 0x1.62e42ep6f;

  /** Below it the exponential rounds to 0. */
  private static final float SMALLEST = -104;

  private FloatExponentials() {}

  /** Scales by {@code 2^n} in two steps, the second of which may round to a subnormal number. */
  static void exp(long to, long a, long b, long c, int bytes) {
    float shift = SHIFT + 2 * BIAS;
    long result = clean(to);
    long xs = clean(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      FloatVector x = load(xs + i);
      FloatVector shifted = x.fma(all(LOG2_E), all(shift));
      FloatVector n = shifted.sub(shift);
      FloatVector r = n.fma(all(-LN2_LOW), n.fma(all(-LN2), x));
      FloatVector q = all(C7);
      q = q.fma(r, all(C6));
      q = q.fma(r, all(C5));
      q = q.fma(r, all(C4));
      q = q.fma(r, all(C3));
      q = q.fma(r, all(C2));
      q = q.fma(r, all(1)).fma(r, all(1));
      IntVector bits = shifted.reinterpretAsInts();
      IntVector half = bits.lanewise(VectorOperators.LSHR, 1);
      FloatVector first = half.lanewise(VectorOperators.LSHL, FRACTION).reinterpretAsFloats();
      FloatVector second =
          bits.sub(half).lanewise(VectorOperators.LSHL, FRACTION).reinterpretAsFloats();
      FloatVector y = q.mul(first).mul(second);
      y = y.blend(all(Float.POSITIVE_INFINITY), x.compare(VectorOperators.GT, LARGEST));
      store(y.blend(all(0), x.compare(VectorOperators.LT, SMALLEST)), result + i);
    }
  }

  /**
   * {@code 2^n (e^r - 1) + (2^n - 1)}, of which half is summed lest it overflow early; {@code tail}
   * is what {@code r} lost to rounding.
   */
  static void expm1(long to, long a, long b, long c, int bytes) {
    float shift = SHIFT + (BIAS - 1);
    long result = clean(to);
    long xs = clean(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      FloatVector x = load(xs + i);
      FloatVector shifted = x.fma(all(LOG2_E), all(shift));
      FloatVector n = shifted.sub(shift);
      FloatVector rough = n.fma(all(-LN2), x);
      FloatVector r = n.fma(all(-LN2_LOW), rough);
      FloatVector tail = n.fma(all(-LN2_LOW), rough.sub(r));
      FloatVector q = all(C7);
      q = q.fma(r, all(C6));
      q = q.fma(r, all(C5));
      q = q.fma(r, all(C4));
      q = q.fma(r, all(C3));
      q = q.fma(r, all(C2));
      FloatVector scale =
          shifted
              .reinterpretAsInts()
              .lanewise(VectorOperators.LSHL, FRACTION)
              .reinterpretAsFloats();
      FloatVector half = scale.fma(r, scale.sub(0.5f));
      half = scale.fma(r.mul(r).fma(q, tail), half);
      FloatVector y = half.add(half);
      y = y.blend(all(Float.POSITIVE_INFINITY), x.compare(VectorOperators.GT, LARGEST));
      y = y.blend(all(-1), x.compare(VectorOperators.LT, -BIAS / 2));
      store(y.blend(x, x.abs().compare(VectorOperators.LT, 0x1p-26f)), result + i);
    }
  }

  /** {@code m / (m + 2)} for {@code m = expm1 2|x|}, with the sign of {@code x}. */
  static void tanh(long to, long a, long b, long c, int bytes) {
    float shift = SHIFT + BIAS;
    long result = clean(to);
    long xs = clean(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      FloatVector x = load(xs + i);
      FloatVector t = x.abs();
      t = t.add(t);
      t = t.blend(all(SATURATED), t.compare(VectorOperators.GT, SATURATED));
      FloatVector shifted = t.fma(all(LOG2_E), all(shift));
      FloatVector n = shifted.sub(shift);
      FloatVector r = n.fma(all(-LN2_LOW), n.fma(all(-LN2), t));
      FloatVector q = all(C7);
      q = q.fma(r, all(C6));
      q = q.fma(r, all(C5));
      q = q.fma(r, all(C4));
      q = q.fma(r, all(C3));
      q = q.fma(r, all(C2));
      FloatVector scale =
          shifted
              .reinterpretAsInts()
              .lanewise(VectorOperators.LSHL, FRACTION)
              .reinterpretAsFloats();
      FloatVector m = scale.fma(r.mul(r).fma(q, r), scale.sub(1));
      FloatVector y = m.div(m.add(2));
      IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
      store(y.reinterpretAsInts().or(sign).reinterpretAsFloats(), result + i);
    }
  }

  /** {@code z / (1 + z)} or {@code 1 / (1 + z)} for {@code z = e^-|x|}, which may be subnormal. */
  static void sigmoid(long to, long a, long b, long c, int bytes) {
    float shift = SHIFT + (BIAS + 64);
    long result = clean(to);
    long xs = clean(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      FloatVector x = load(xs + i);
      FloatVector t = x.abs().neg();
      t = t.blend(all(SMALLEST), t.compare(VectorOperators.LT, SMALLEST));
      FloatVector shifted = t.fma(all(LOG2_E), all(shift));
      FloatVector n = shifted.sub(shift);
      FloatVector r = n.fma(all(-LN2_LOW), n.fma(all(-LN2), t));
      FloatVector q = all(C7);
      q = q.fma(r, all(C6));
      q = q.fma(r, all(C5));
      q = q.fma(r, all(C4));
      q = q.fma(r, all(C3));
      q = q.fma(r, all(C2));
      q = q.fma(r, all(1)).fma(r, all(1));
      FloatVector scale =
          shifted
              .reinterpretAsInts()
              .lanewise(VectorOperators.LSHL, FRACTION)
              .reinterpretAsFloats();
      FloatVector z = q.mul(scale).mul(0x1p-64f);
      VectorMask<Float> negative = x.compare(VectorOperators.LT, 0);
      store(all(1).blend(z, negative).div(z.add(1)), result + i);
    }
  }
}
