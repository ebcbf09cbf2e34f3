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
 * Natural logarithms over tiles of {@code float} numbers, in arithmetic that gives the same bits
 * interpreted and compiled, with an error of at most one unit in the last place.
 *
 * <p>The argument is {@code 2^k (1 + f)} with {@code √½ <= 1 + f < √2}, its logarithm {@code k ln 2
 * + f + f² Q(f)}. {@code Q} is the polynomial of least greatest relative error of the result,
 * 2^-27.8, by Remez exchange in 50 digits.
 */
final class FloatLogarithms {
  // Constants are vectors, since to make them in the loop takes the compiler to its limit of nodes,
  // beyond which it leaves out calls, and vectors are objects.
  private static final FloatVector LN_2 = all((float) Math.log(2));
  private static final FloatVector SUBNORMAL_SCALE = all(0x1p24f);

  private static final FloatVector Q0 = all(-0x1.fffff8p-2f);
  private static final FloatVector Q1 = all(0x1.55555p-2f);
  private static final FloatVector Q2 = all(-0x1.00043p-2f);
  private static final FloatVector Q3 = all(0x1.99a48cp-3f);
  private static final FloatVector Q4 = all(-0x1.5425eep-3f);
  private static final FloatVector Q5 = all(0x1.22643p-3f);
  private static final FloatVector Q6 = all(-0x1.0f35fap-3f);
  private static final FloatVector Q7 = all(0x1.08a3cep-3f);
  private static final FloatVector Q8 = all(-0x1.39228p-4f);

  private static final FloatVector ZERO = all(0);
  private static final FloatVector ONE = all(1);
  private static final FloatVector MINUS_ONE = all(-1);
  private static final FloatVector INFINITY = all(Float.POSITIVE_INFINITY);
  private static final FloatVector MINUS_INFINITY = all(Float.NEGATIVE_INFINITY);
  private static final FloatVector NOT_A_NUMBER = all(Float.NaN);
  private static final FloatVector LEAST_NORMAL = all(Float.MIN_NORMAL);
  private static final FloatVector SUBNORMAL_EXPONENT = all(24);
  private static final IntVector SQRT_HALF = all((float) Math.sqrt(0.5)).reinterpretAsInts();

  private FloatLogarithms() {}

  static void log(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      FloatVector x = load(xs + i);
      VectorMask<Float> subnormal = x.compare(VectorOperators.LT, LEAST_NORMAL);
      IntVector bits = x.blend(x.mul(SUBNORMAL_SCALE), subnormal).reinterpretAsInts();
      IntVector exponent = bits.sub(SQRT_HALF).lanewise(VectorOperators.ASHR, 23);
      FloatVector f =
          bits.sub(exponent.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().sub(ONE);
      FloatVector k = (FloatVector) exponent.convert(VectorOperators.I2F, 0);
      k = k.blend(k.sub(SUBNORMAL_EXPONENT), subnormal);
      FloatVector q = f.fma(Q8, Q7).fma(f, Q6).fma(f, Q5).fma(f, Q4);
      q = q.fma(f, Q3).fma(f, Q2).fma(f, Q1).fma(f, Q0);
      FloatVector y = k.fma(LN_2, f.mul(f).fma(q, f));
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
      FloatVector x = load(xs + i);
      FloatVector u = x.add(ONE);
      FloatVector other = u.sub(ONE);
      FloatVector lost = x.sub(other).sub(u.sub(other).sub(ONE));
      IntVector bits = u.reinterpretAsInts();
      IntVector exponent = bits.sub(SQRT_HALF).lanewise(VectorOperators.ASHR, 23);
      FloatVector k = (FloatVector) exponent.convert(VectorOperators.I2F, 0);
      FloatVector f =
          bits.sub(exponent.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().sub(ONE);
      lost = lost.div(u);
      FloatVector q = f.fma(Q8, Q7).fma(f, Q6).fma(f, Q5).fma(f, Q4);
      q = q.fma(f, Q3).fma(f, Q2).fma(f, Q1).fma(f, Q0);
      FloatVector y = k.fma(LN_2, f.mul(f).fma(q, lost).add(f));
      y = y.blend(MINUS_INFINITY, x.compare(VectorOperators.EQ, MINUS_ONE));
      y = y.blend(NOT_A_NUMBER, x.compare(VectorOperators.LT, MINUS_ONE));
      y = x.blend(y, x.compare(VectorOperators.LT, INFINITY));
      store(y.blend(x, x.compare(VectorOperators.EQ, ZERO)), r + i);
    }
  }
}
