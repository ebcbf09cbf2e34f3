package org.sciml4j.core.elementwise;

import static org.sciml4j.core.elementwise.FloatLoads.SPECIES;
import static org.sciml4j.core.elementwise.FloatLoads.VECTOR;
import static org.sciml4j.core.elementwise.FloatLoads.all;
import static org.sciml4j.core.elementwise.FloatLoads.clean;
import static org.sciml4j.core.elementwise.FloatLoads.load;
import static org.sciml4j.core.elementwise.FloatLoads.store;
import static org.sciml4j.core.elementwise.Memory.getFloat;
import static org.sciml4j.core.elementwise.Memory.setFloat;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Sine and cosine over tiles of {@code float} numbers, in arithmetic that gives the same bits
 * interpreted and compiled, with an error below 1.2 units in the last place.
 *
 * <p>The nearest multiple of a quarter turn is taken off in three parts (Cody and Waite 1980), the
 * first exactly, and what the second rounds off is kept. The series {@code sin t = t + t³ S(t²)}
 * and {@code cos t = 1 + t² C(t²)} have the least greatest relative error of the result, 2^-28 and
 * 2^-34, by Remez exchange in 50 digits. Arguments too large for that go through {@link Math}.
 */
final class FloatCircular {
  // Constants are vectors, since to make them in the loop takes the compiler to its limit of nodes,
  // beyond which it leaves out calls, and vectors are objects.

  /** Up to here a multiple of a quarter turn is taken off without loss. */
  private static final float LARGEST = 0x1p16f;

  private static final FloatVector QUARTERS = all((float) (2 / Math.PI));

  /** Adding and subtracting it rounds to whole numbers, whose last bits are its last bits. */
  private static final FloatVector WHOLE = all(0x1.8p23f);

  private static final FloatVector MINUS_QUARTER = all((float) (-Math.PI / 2));
  private static final FloatVector MINUS_REST = all(0x1.777a5cp-25f);
  private static final FloatVector MINUS_LAST = all(0x1.ee59dap-50f);

  private static final FloatVector S0 = all(-0x1.555544p-3f);
  private static final FloatVector S1 = all(0x1.1106d6p-7f);
  private static final FloatVector S2 = all(-0x1.9920f2p-13f);

  private static final FloatVector C0 = all(-0.5f);
  private static final FloatVector C1 = all(0x1.55553cp-5f);
  private static final FloatVector C2 = all(-0x1.6c07ecp-10f);
  private static final FloatVector C3 = all(0x1.99112ap-16f);

  private static final FloatVector ZERO = all(0);
  private static final FloatVector ONE = all(1);
  private static final FloatVector MINUS_ONE = all(-1);
  private static final FloatVector LARGEST_TURNED = all(LARGEST);
  private static final IntVector NO_BITS = ZERO.reinterpretAsInts();
  private static final IntVector BIT_0 = NO_BITS.add(1);
  private static final IntVector BIT_1 = NO_BITS.add(2);

  private FloatCircular() {}

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
      FloatVector x = load(xs + i);
      FloatVector shifted = x.mul(QUARTERS).add(WHOLE);
      FloatVector n = shifted.sub(WHOLE);
      FloatVector first = n.fma(MINUS_QUARTER, x);
      FloatVector t = n.mul(MINUS_REST).add(first);
      FloatVector rest = n.fma(MINUS_REST, first.sub(t));
      rest = n.fma(MINUS_LAST, rest);
      FloatVector z = t.mul(t);
      FloatVector sine = z.fma(S2, S1).fma(z, S0).fma(z.mul(t), rest).add(t);
      sine = sine.blend(x, x.compare(VectorOperators.EQ, ZERO));
      FloatVector cosine = z.fma(C3, C2).fma(z, C1).fma(z, C0);
      cosine = cosine.fma(z, t.mul(MINUS_ONE).mul(rest)).add(ONE);
      IntVector turned = shifted.reinterpretAsInts().add(quarters);
      VectorMask<Float> odd = turned.and(BIT_0).compare(VectorOperators.NE, NO_BITS).cast(SPECIES);
      IntVector sign = turned.and(BIT_1).lanewise(VectorOperators.LSHL, 30);
      IntVector magnitude = sine.blend(cosine, odd).reinterpretAsInts();
      FloatVector y = magnitude.lanewise(VectorOperators.XOR, sign).reinterpretAsFloats();
      VectorMask<Float> large = x.abs().compare(VectorOperators.GT, LARGEST_TURNED);
      if (large.anyTrue()) {
        setLarge(r + i, xs + i, quarters);
        y = y.blend(load(r + i), large);
      }
      store(y, r + i);
    }
  }

  /** Sets the lanes of one vector whose arguments are large. */
  private static void setLarge(long to, long from, int quarters) {
    for (int i = 0; i < VECTOR; i += Float.BYTES) {
      float x = getFloat(from + i);
      if (Math.abs(x) > LARGEST) {
        setFloat(to + i, (float) (quarters == 0 ? Math.sin(x) : Math.cos(x)));
      }
    }
  }
}
