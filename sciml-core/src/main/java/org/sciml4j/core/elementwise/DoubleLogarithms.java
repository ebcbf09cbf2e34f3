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
import org.sciml4j.core.random.BoxMuller;

/**
 * Natural logarithms over tiles of {@code double} numbers, in arithmetic that gives the same bits
 * interpreted and compiled, with an error of at most one unit in the last place.
 *
 * <p>The argument is {@code 2^k (1 + f)} with {@code √½ <= 1 + f < √2}. With {@code s = f / (2 +
 * f)} the logarithm of {@code 1 + f} is {@code 2 artanh s = 2s + s³ W(s²)}, and {@code 2s = f - s
 * f} is taken as {@code f - f²/2 + s f²/2}, whose rounding errors are small beside {@code f}.
 * {@code W} is the polynomial of least greatest relative error of the result, 2^-59, by Remez
 * exchange in 50 digits.
 */
final class DoubleLogarithms {
  // Constants are vectors, since to make them in the loop takes the compiler to its limit of nodes,
  // beyond which it leaves out calls, and vectors are objects.
  private static final DoubleVector LN_2 = all(BoxMuller.LN_2);

  /** {@code ln 2 - LN_2}. */
  private static final DoubleVector LN_2_REST = all(0x1.abc9e3b39803fp-56);

  private static final DoubleVector SUBNORMAL_SCALE = all(0x1p54);

  /** A whole number that is added to the bits of this one is added to its value. */
  private static final DoubleVector WHOLE = all(0x1.8p52);

  private static final LongVector WHOLE_BITS = WHOLE.reinterpretAsLongs();

  private static final DoubleVector W0 = all(0x1.5555555555592p-1);
  private static final DoubleVector W1 = all(0x1.999999997fdbap-2);
  private static final DoubleVector W2 = all(0x1.24924941f108ap-2);
  private static final DoubleVector W3 = all(0x1.c71c52096bd1bp-3);
  private static final DoubleVector W4 = all(0x1.74663ee69c148p-3);
  private static final DoubleVector W5 = all(0x1.39a1bacfc6493p-3);
  private static final DoubleVector W6 = all(0x1.2f056339de20ep-3);

  private static final DoubleVector ZERO = all(0);
  private static final DoubleVector ONE = all(1);
  private static final DoubleVector TWO = all(2);
  private static final DoubleVector HALF = all(0.5);
  private static final DoubleVector MINUS_ONE = all(-1);
  private static final DoubleVector INFINITY = all(Double.POSITIVE_INFINITY);
  private static final DoubleVector MINUS_INFINITY = all(Double.NEGATIVE_INFINITY);
  private static final DoubleVector NOT_A_NUMBER = all(Double.NaN);
  private static final DoubleVector LEAST_NORMAL = all(Double.MIN_NORMAL);
  private static final DoubleVector SUBNORMAL_EXPONENT = all(54);
  private static final LongVector SQRT_HALF = all(Math.sqrt(0.5)).reinterpretAsLongs();

  private DoubleLogarithms() {}

  static void log(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      DoubleVector x = load(xs + i);
      VectorMask<Double> subnormal = x.compare(VectorOperators.LT, LEAST_NORMAL);
      LongVector bits = x.blend(x.mul(SUBNORMAL_SCALE), subnormal).reinterpretAsLongs();
      LongVector exponent = bits.sub(SQRT_HALF).lanewise(VectorOperators.ASHR, 52);
      DoubleVector f =
          bits.sub(exponent.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles().sub(ONE);
      DoubleVector k = exponent.add(WHOLE_BITS).reinterpretAsDoubles().sub(WHOLE);
      k = k.blend(k.sub(SUBNORMAL_EXPONENT), subnormal);
      DoubleVector s = f.div(f.add(TWO));
      DoubleVector z = s.mul(s);
      DoubleVector w = z.fma(W6, W5).fma(z, W4).fma(z, W3);
      w = w.fma(z, W2).fma(z, W1).fma(z, W0);
      DoubleVector half = f.mul(HALF).mul(f);
      DoubleVector small = s.fma(z.fma(w, half), k.mul(LN_2_REST));
      DoubleVector y = k.fma(LN_2, f.sub(half.sub(small)));
      y = y.blend(MINUS_INFINITY, x.compare(VectorOperators.EQ, ZERO));
      y = y.blend(NOT_A_NUMBER, x.compare(VectorOperators.LT, ZERO));
      store(x.blend(y, x.compare(VectorOperators.LT, INFINITY)), r + i);
    }
  }

  /**
   * As the logarithm of {@code 1 + x} rounded, with what the rounding took off added in first
   * order.
   */
  static void log1p(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      DoubleVector x = load(xs + i);
      DoubleVector u = x.add(ONE);
      DoubleVector other = u.sub(ONE);
      DoubleVector lost = x.sub(other).sub(u.sub(other).sub(ONE));
      LongVector bits = u.reinterpretAsLongs();
      LongVector exponent = bits.sub(SQRT_HALF).lanewise(VectorOperators.ASHR, 52);
      DoubleVector k = exponent.add(WHOLE_BITS).reinterpretAsDoubles().sub(WHOLE);
      DoubleVector f =
          bits.sub(exponent.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles().sub(ONE);
      lost = lost.div(u);
      DoubleVector s = f.div(f.add(TWO));
      DoubleVector z = s.mul(s);
      DoubleVector w = z.fma(W6, W5).fma(z, W4).fma(z, W3);
      w = w.fma(z, W2).fma(z, W1).fma(z, W0);
      DoubleVector half = f.mul(HALF).mul(f);
      DoubleVector small = s.fma(z.fma(w, half), k.fma(LN_2_REST, lost));
      DoubleVector y = k.fma(LN_2, f.sub(half.sub(small)));
      y = y.blend(MINUS_INFINITY, x.compare(VectorOperators.EQ, MINUS_ONE));
      y = y.blend(NOT_A_NUMBER, x.compare(VectorOperators.LT, MINUS_ONE));
      y = x.blend(y, x.compare(VectorOperators.LT, INFINITY));
      store(y.blend(x, x.compare(VectorOperators.EQ, ZERO)), r + i);
    }
  }
}
