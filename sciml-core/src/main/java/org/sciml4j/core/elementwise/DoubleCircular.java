package org.sciml4j.core.elementwise;

import static org.sciml4j.core.elementwise.DoubleLoads.SPECIES;
import static org.sciml4j.core.elementwise.DoubleLoads.VECTOR;
import static org.sciml4j.core.elementwise.DoubleLoads.all;
import static org.sciml4j.core.elementwise.DoubleLoads.clean;
import static org.sciml4j.core.elementwise.DoubleLoads.load;
import static org.sciml4j.core.elementwise.DoubleLoads.store;
import static org.sciml4j.core.elementwise.Memory.getDouble;
import static org.sciml4j.core.elementwise.Memory.setDouble;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Sine and cosine over tiles of {@code double} numbers, in arithmetic that gives the same bits
 * interpreted and compiled, with an error below 1.2 units in the last place.
 *
 * <p>The nearest multiple of a quarter turn is taken off in three parts (Cody and Waite 1980), the
 * first exactly, and what the second rounds off is kept. The series {@code sin t = t - t³ S(t²)}
 * and {@code cos t = 1 + t² C(t²)} have the least greatest relative error of the result, 2^-57 and
 * 2^-64, by Remez exchange in 50 digits. Arguments too large for that go through {@link Math}.
 */
final class DoubleCircular {
  // Constants are vectors, since to make them in the loop takes the compiler to its limit of nodes,
  // beyond which it leaves out calls, and vectors are objects.

  /** Up to here a multiple of a quarter turn is taken off without loss. */
  private static final double LARGEST = 0x1p20;

  private static final DoubleVector QUARTERS = all(2 / Math.PI);

  /** Adding and subtracting it rounds to whole numbers, whose last bits are its last bits. */
  private static final DoubleVector WHOLE = all(0x1.8p52);

  private static final DoubleVector MINUS_QUARTER = all(-Math.PI / 2);
  private static final DoubleVector REST = all(0x1.1a62633145c07p-54);
  private static final DoubleVector LAST = all(-0x1.f1976b7ed8fbcp-110);

  private static final DoubleVector S0 = all(0x1.5555555555548p-3);
  private static final DoubleVector S1 = all(-0x1.111111110f7d0p-7);
  private static final DoubleVector S2 = all(0x1.a01a019bfdd88p-13);
  private static final DoubleVector S3 = all(-0x1.71de3567be55fp-19);
  private static final DoubleVector S4 = all(0x1.ae5e5a801e394p-26);
  private static final DoubleVector S5 = all(-0x1.5d8fcc5f5a0f8p-33);

  private static final DoubleVector C0 = all(-0.5);
  private static final DoubleVector C1 = all(0x1.555555555553cp-5);
  private static final DoubleVector C2 = all(-0x1.6c16c16c13f17p-10);
  private static final DoubleVector C3 = all(0x1.a01a019b6f6efp-16);
  private static final DoubleVector C4 = all(-0x1.27e4f753680dbp-22);
  private static final DoubleVector C5 = all(0x1.1ee984a0886e7p-29);
  private static final DoubleVector C6 = all(-0x1.8f80686fd500dp-37);

  private static final DoubleVector ZERO = all(0);
  private static final DoubleVector ONE = all(1);
  private static final DoubleVector LARGEST_TURNED = all(LARGEST);
  private static final LongVector NO_BITS = ZERO.reinterpretAsLongs();
  private static final LongVector BIT_0 = NO_BITS.add(1);
  private static final LongVector BIT_1 = NO_BITS.add(2);

  private DoubleCircular() {}

  static void sin(long to, long a, long b, long c, int bytes) {
    quarterTurned(to, a, 0, bytes);
  }

  static void cos(long to, long a, long b, long c, int bytes) {
    quarterTurned(to, a, 1, bytes);
  }

  /** {@code sin(x + quarters π/2)}. */
  private static void quarterTurned(long to, long a, int quarters, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      DoubleVector x = load(xs + i);
      DoubleVector shifted = x.mul(QUARTERS).add(WHOLE);
      DoubleVector n = shifted.sub(WHOLE);
      DoubleVector first = n.fma(MINUS_QUARTER, x);
      DoubleVector t = first.sub(n.mul(REST));
      DoubleVector excess = n.fma(REST, t.sub(first));
      excess = n.fma(LAST, excess);
      DoubleVector z = t.mul(t);
      DoubleVector sine = z.fma(S5, S4).fma(z, S3).fma(z, S2);
      // Subtracted from t it keeps the sign of zero.
      sine = t.sub(sine.fma(z, S1).fma(z, S0).fma(z.mul(t), excess));
      DoubleVector cosine = z.fma(C6, C5).fma(z, C4).fma(z, C3);
      cosine = cosine.fma(z, C2).fma(z, C1).fma(z, C0);
      cosine = cosine.fma(z, t.mul(excess)).add(ONE);
      LongVector turned = shifted.reinterpretAsLongs().add(quarters);
      VectorMask<Double> odd = turned.and(BIT_0).compare(VectorOperators.NE, NO_BITS).cast(SPECIES);
      LongVector sign = turned.and(BIT_1).lanewise(VectorOperators.LSHL, 62);
      LongVector magnitude = sine.blend(cosine, odd).reinterpretAsLongs();
      DoubleVector y = magnitude.lanewise(VectorOperators.XOR, sign).reinterpretAsDoubles();
      VectorMask<Double> large = x.abs().compare(VectorOperators.GT, LARGEST_TURNED);
      if (large.anyTrue()) {
        setLarge(r + i, xs + i, quarters);
        y = y.blend(load(r + i), large);
      }
      store(y, r + i);
    }
  }

  /** Sets the lanes of one vector whose arguments are large. */
  private static void setLarge(long to, long from, int quarters) {
    for (int i = 0; i < VECTOR; i += Double.BYTES) {
      double x = getDouble(from + i);
      if (Math.abs(x) > LARGEST) {
        setDouble(to + i, quarters == 0 ? Math.sin(x) : Math.cos(x));
      }
    }
  }
}
