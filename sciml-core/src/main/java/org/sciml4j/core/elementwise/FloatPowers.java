package org.sciml4j.core.elementwise;

import static org.sciml4j.core.elementwise.DoubleLoads.all;
import static org.sciml4j.core.elementwise.FloatLoads.VECTOR;
import static org.sciml4j.core.elementwise.FloatLoads.clean;
import static org.sciml4j.core.elementwise.Memory.getFloat;
import static org.sciml4j.core.elementwise.Memory.setFloat;
import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Powers over tiles of {@code float} numbers, computed in f64 by arithmetic that gives the same
 * bits interpreted and compiled, with an error of little more than half a unit in the last place.
 *
 * <p>{@code x^y = 2^(y log2 x)} with {@code x = 2^k (1 + f)}, {@code √½ <= 1 + f < √2}, {@code s =
 * f / (2 + f)} and {@code log2 x = k + s L(s²)}; then {@code 2^t = 2^n E(t - n)} for the whole
 * number {@code n} nearest to {@code t}. {@code L} and {@code E} are the polynomials of least
 * greatest relative error, 2^-45 and 2^-34, by Remez exchange in 50 digits. Lanes that are not
 * positive, finite and of an ordinary power go through {@link Math}.
 */
final class FloatPowers {
  private static final VectorSpecies<Double> DOUBLES = DoubleLoads.SPECIES;
  private static final VectorSpecies<Float> HALF =
      VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));
  private static final int STEP = VECTOR / 2;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private static final DoubleVector L0 = all(0x1.71547652b8251p+1);
  private static final DoubleVector L1 = all(0x1.ec709dc53c311p-1);
  private static final DoubleVector L2 = all(0x1.2776c293812fbp-1);
  private static final DoubleVector L3 = all(0x1.a61a2e9155e91p-2);
  private static final DoubleVector L4 = all(0x1.47955fd269790p-2);
  private static final DoubleVector L5 = all(0x1.21b0597d18dafp-2);

  private static final DoubleVector E0 = all(0x1.ffffffffabbb6p-1);
  private static final DoubleVector E1 = all(0x1.62e42ff116242p-1);
  private static final DoubleVector E2 = all(0x1.ebfbe0a4bf5b3p-3);
  private static final DoubleVector E3 = all(0x1.c6b08aaf31573p-5);
  private static final DoubleVector E4 = all(0x1.3b29dc404cc60p-7);
  private static final DoubleVector E5 = all(0x1.5d8a708532d62p-10);
  private static final DoubleVector E6 = all(0x1.446a2038552f2p-13);
  private static final DoubleVector E7 = all(0x1.fe1788f3cc4acp-17);

  private static final DoubleVector ZERO = all(0);
  private static final DoubleVector ONE = all(1);
  private static final DoubleVector TWO = all(2);
  private static final DoubleVector INFINITY = all(Double.POSITIVE_INFINITY);

  /** Exponents of 2 up to here are ordinary; those of all finite results are. */
  private static final DoubleVector LARGEST = all(200);

  /** A whole number that is added to the bits of this one is added to its value. */
  private static final DoubleVector WHOLE = all(0x1.8p52);

  private static final LongVector WHOLE_BITS = WHOLE.reinterpretAsLongs();
  private static final LongVector SQRT_HALF = all(Math.sqrt(0.5)).reinterpretAsLongs();

  private FloatPowers() {}

  static void power(long to, long a, long b, long c, int bytes) {
    power(to, a, -1, b, -1, bytes);
  }

  static void powerA(long to, long a, long b, long c, int bytes) {
    power(to, a, 0, b, -1, bytes);
  }

  static void powerB(long to, long a, long b, long c, int bytes) {
    power(to, a, -1, b, 0, bytes);
  }

  /** Of an argument that is one vector for the whole tile the mask of positions is 0, else -1. */
  private static void power(long to, long a, int aMask, long b, int bMask, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    long ys = clean(b);
    for (int i = 0; i < bytes; i += STEP) {
      DoubleVector x = load(xs + (i & aMask));
      LongVector bits = x.reinterpretAsLongs();
      LongVector exponent = bits.sub(SQRT_HALF).lanewise(VectorOperators.ASHR, 52);
      DoubleVector f =
          bits.sub(exponent.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles().sub(ONE);
      DoubleVector k = exponent.add(WHOLE_BITS).reinterpretAsDoubles().sub(WHOLE);
      DoubleVector s = f.div(f.add(TWO));
      DoubleVector z = s.mul(s);
      DoubleVector log = z.fma(L5, L4).fma(z, L3).fma(z, L2).fma(z, L1).fma(z, L0).fma(s, k);
      DoubleVector t = log.mul(load(ys + (i & bMask)));
      DoubleVector n = t.add(WHOLE);
      DoubleVector rest = t.sub(n.sub(WHOLE));
      DoubleVector e = rest.fma(E7, E6).fma(rest, E5).fma(rest, E4).fma(rest, E3);
      e = e.fma(rest, E2).fma(rest, E1).fma(rest, E0);
      LongVector scale = n.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
      FloatVector y = single(e.reinterpretAsLongs().add(scale).reinterpretAsDoubles());
      VectorMask<Double> ordinary =
          t.abs()
              .compare(VectorOperators.LT, LARGEST)
              .and(x.compare(VectorOperators.GT, ZERO))
              .and(x.compare(VectorOperators.LT, INFINITY));
      if (!ordinary.allTrue()) {
        setOthers(r + i, xs + (i & aMask), ys + (i & bMask), ordinary.toLong());
        y =
            FloatVector.fromMemorySegment(HALF, EVERYTHING, r + i, ORDER)
                .blend(y, ordinary.cast(HALF));
      }
      y.intoMemorySegment(EVERYTHING, r + i, ORDER);
    }
  }

  private static DoubleVector load(long at) {
    return (DoubleVector)
        FloatVector.fromMemorySegment(HALF, EVERYTHING, at, ORDER)
            .convertShape(VectorOperators.F2D, DOUBLES, 0);
  }

  private static FloatVector single(DoubleVector v) {
    return (FloatVector) v.convertShape(VectorOperators.D2F, HALF, 0);
  }

  /** Sets the lanes of which no bit is set. */
  private static void setOthers(long to, long a, long b, long ordinary) {
    for (int lane = 0; lane < HALF.length(); lane++) {
      if ((ordinary >>> lane & 1) == 0) {
        int i = lane * Float.BYTES;
        setFloat(to + i, (float) Math.pow(getFloat(a + i), getFloat(b + i)));
      }
    }
  }
}
