package org.sciml4j.core.elementwise;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.sciml4j.core.random.BoxMuller;
import org.sciml4j.core.random.Philox;
import org.sciml4j.core.tensor.DType;

/**
 * Loops over the draws of one random key on the Vector API: each lane computes the two draws of one
 * counter, with the operations of {@link Philox} and {@link BoxMuller} in their order.
 */
final class VectorDraws implements DrawLoops {
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(
          float.class, VectorShape.forBitSize(DoubleVector.SPECIES_PREFERRED.vectorBitSize() / 2));
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int LANES = LONGS.length();
  private static final int VECTOR = LONGS.vectorByteSize();
  private static final long WORD = 0xFFFFFFFFL;
  private static final double ULP = 0x1p-53;
  private static final VectorShuffle<Double> FIRST_HALF_TWICE =
      VectorShuffle.fromOp(DOUBLES, lane -> lane / 2);
  private static final VectorShuffle<Double> SECOND_HALF_TWICE =
      VectorShuffle.fromOp(DOUBLES, lane -> (LANES + lane) / 2);
  private static final VectorMask<Double> ODD = VectorMask.fromLong(DOUBLES, 0xAAAAAAAAAAAAAAAAL);
  private static final ScalarDraws ONE_BY_ONE = new ScalarDraws();

  private static final int EARLIER = ORDER == ByteOrder.LITTLE_ENDIAN ? 0 : 32;
  private static final int LATER = 32 - EARLIER;

  /** A loop over pairs of draws. */
  private interface Loop {
    void run(long seed, long stream, long first, int count, boolean single, long at);
  }

  private static final Loop[] NORMAL = {
    VectorDraws::uniforms, VectorDraws::radii, VectorDraws::points, VectorDraws::inOrder
  };

  @Override
  public void uniform(DType dtype, long seed, long stream, long first, int count, long to) {
    boolean single = dtype == DType.F32;
    int whole = count / (2 * LANES) * (2 * LANES);
    uniformPairs(seed, stream, first, whole, single, to);
    long rest = to + (long) whole * dtype.bytes();
    ONE_BY_ONE.uniform(dtype, seed, stream, first + whole, count - whole, rest);
  }

  /**
   * Runs in four loops, since one for all is more than the compiler takes into a method; they are
   * called through an array, lest it takes them together after all. Between them two f64 numbers
   * for each pair of draws stand where this and later draws will be, so that f32 draws come in
   * portions of half of what is left.
   */
  @Override
  public void normal(DType dtype, long seed, long stream, long first, int count, long to) {
    int done = 0;
    while (true) {
      int portion = (count - done) * dtype.bytes() / Double.BYTES / (2 * LANES) * (2 * LANES);
      long place = to + (long) done * dtype.bytes();
      if (portion == 0) {
        ONE_BY_ONE.normal(dtype, seed, stream, first + done, count - done, place);
        return;
      }
      for (int i = 0; i < NORMAL.length; i++) {
        NORMAL[i].run(seed, stream, first + done, portion, dtype == DType.F32, place);
      }
      done += portion;
    }
  }

  private static void uniformPairs(
      long seed, long stream, long first, int count, boolean single, long to) {
    int step = single ? VECTOR : 2 * VECTOR;
    int unused = single ? 40 : 11;
    double ulp = single ? 0x1p-24 : ULP;
    for (int i = 0; i < count; i += 2 * LANES) {
      DoubleVector even = unit(block(first + i, seed, stream, to), unused, ulp);
      store(even, unit(load(to), unused, ulp), single, to);
      to += step;
    }
  }

  /** Leaves a vector of draws with even numbers, one of draws with odd numbers, and so on. */
  private static void uniforms(
      long seed, long stream, long first, int count, boolean single, long to) {
    for (int i = 0; i < count; i += 2 * LANES) {
      unit(block(first + i, seed, stream, to + VECTOR)).intoMemorySegment(EVERYTHING, to, ORDER);
      unit(load(to + VECTOR)).intoMemorySegment(EVERYTHING, to + VECTOR, ORDER);
      to += 2 * VECTOR;
    }
  }

  /** Turns the even draws into radii. */
  private static void radii(
      long seed, long stream, long first, int count, boolean single, long at) {
    for (int i = 0; i < count; i += 2 * LANES) {
      radius(load(at).reinterpretAsDoubles()).intoMemorySegment(EVERYTHING, at, ORDER);
      at += 2 * VECTOR;
    }
  }

  /** Turns radii and the odd draws into normal draws. */
  private static void points(
      long seed, long stream, long first, int count, boolean single, long at) {
    for (int i = 0; i < count; i += 2 * LANES) {
      DoubleVector v = load(at + VECTOR).reinterpretAsDoubles();
      point(load(at).reinterpretAsDoubles(), v, at);
      at += 2 * VECTOR;
    }
  }

  /** Brings normal draws into their order and type. */
  private static void inOrder(
      long seed, long stream, long first, int count, boolean single, long at) {
    long to = at;
    for (int i = 0; i < count; i += 2 * LANES) {
      DoubleVector even = load(at).reinterpretAsDoubles();
      store(even, load(at + VECTOR).reinterpretAsDoubles(), single, to);
      at += 2 * VECTOR;
      to += single ? VECTOR : 2 * VECTOR;
    }
  }

  /**
   * The first halves of the blocks with the counters {@code draw / 2, draw / 2 + 1, ...}; the
   * second halves go to memory.
   */
  private static LongVector block(long draw, long seed, long stream, long secondHalves) {
    LongVector counter = LongVector.zero(LONGS).addIndex(1).add(draw >>> 1);
    LongVector c0 = counter.and(WORD);
    LongVector c1 = high(counter);
    LongVector c2 = LongVector.broadcast(LONGS, stream & WORD);
    LongVector c3 = LongVector.broadcast(LONGS, stream >>> 32);
    int k0 = (int) seed;
    int k1 = (int) (seed >>> 32);
    for (int round = 0; round < Philox.ROUNDS; round++) {
      LongVector product0 = c0.mul(Philox.M0);
      LongVector product1 = c2.mul(Philox.M1);
      c0 =
          c1.lanewise(VectorOperators.XOR, k0 & WORD).lanewise(VectorOperators.XOR, high(product1));
      c1 = product1.and(WORD);
      c2 =
          c3.lanewise(VectorOperators.XOR, k1 & WORD).lanewise(VectorOperators.XOR, high(product0));
      c3 = product0.and(WORD);
      k0 += Philox.W0;
      k1 += Philox.W1;
    }
    c2.or(c3.lanewise(VectorOperators.LSHL, 32)).intoMemorySegment(EVERYTHING, secondHalves, ORDER);
    return c0.or(c1.lanewise(VectorOperators.LSHL, 32));
  }

  private static LongVector load(long address) {
    return LongVector.fromMemorySegment(LONGS, EVERYTHING, address, ORDER);
  }

  private static LongVector high(LongVector product) {
    return product.lanewise(VectorOperators.LSHR, 32);
  }

  private static DoubleVector unit(LongVector bits) {
    return unit(bits, 11, ULP);
  }

  private static DoubleVector unit(LongVector bits, int unused, double ulp) {
    LongVector steps = bits.lanewise(VectorOperators.LSHR, unused);
    return ((DoubleVector) steps.convert(VectorOperators.L2D, 0)).mul(ulp);
  }

  /** Writes lane 0 of both, then lane 1 of both, and so on. */
  private static void store(DoubleVector even, DoubleVector odd, boolean single, long to) {
    if (single) {
      LongVector earlier = floatBits(even).lanewise(VectorOperators.LSHL, EARLIER);
      LongVector later = floatBits(odd).lanewise(VectorOperators.LSHL, LATER);
      earlier.or(later).intoMemorySegment(EVERYTHING, to, ORDER);
    } else {
      even.rearrange(FIRST_HALF_TWICE)
          .blend(odd.rearrange(FIRST_HALF_TWICE), ODD)
          .intoMemorySegment(EVERYTHING, to, ORDER);
      even.rearrange(SECOND_HALF_TWICE)
          .blend(odd.rearrange(SECOND_HALF_TWICE), ODD)
          .intoMemorySegment(EVERYTHING, to + VECTOR, ORDER);
    }
  }

  private static LongVector floatBits(DoubleVector v) {
    FloatVector single = (FloatVector) v.convertShape(VectorOperators.D2F, FLOATS, 0);
    return (LongVector)
        single.reinterpretAsInts().convertShape(VectorOperators.ZERO_EXTEND_I2L, LONGS, 0);
  }

  private static void point(DoubleVector radius, DoubleVector v, long to) {
    LongVector nearest = (LongVector) v.mul(4).add(0.5).convert(VectorOperators.D2L, 0);
    DoubleVector turns = (DoubleVector) nearest.convert(VectorOperators.L2D, 0);
    DoubleVector x = v.sub(turns.mul(0.25)).mul(2 * Math.PI);
    DoubleVector z = x.mul(x);
    DoubleVector sine = constant(BoxMuller.sineCoefficient(BoxMuller.CIRCLE_TERMS));
    DoubleVector cosine = constant(BoxMuller.cosineCoefficient(BoxMuller.CIRCLE_TERMS));
    for (int k = BoxMuller.CIRCLE_TERMS - 1; k >= 0; k--) {
      sine = sine.mul(z).add(BoxMuller.sineCoefficient(k));
      cosine = cosine.mul(z).add(BoxMuller.cosineCoefficient(k));
    }
    sine = x.mul(sine);
    VectorMask<Double> swapped = nearest.and(1).compare(VectorOperators.NE, 0).cast(DOUBLES);
    DoubleVector first = negated(cosine.blend(sine, swapped), nearest.add(1));
    DoubleVector second = negated(sine.blend(cosine, swapped), nearest);
    radius.mul(first).intoMemorySegment(EVERYTHING, to, ORDER);
    radius.mul(second).intoMemorySegment(EVERYTHING, to + VECTOR, ORDER);
  }

  /** A vector with the sign changed where bit 1 of a number of quarter turns is set. */
  private static DoubleVector negated(DoubleVector v, LongVector quarters) {
    LongVector sign = quarters.and(2).lanewise(VectorOperators.LSHL, 62);
    return v.reinterpretAsLongs().lanewise(VectorOperators.XOR, sign).reinterpretAsDoubles();
  }

  private static DoubleVector constant(double value) {
    return DoubleVector.broadcast(DOUBLES, value);
  }

  private static DoubleVector radius(DoubleVector u) {
    LongVector bits = constant(1).sub(u).reinterpretAsLongs();
    LongVector exponent = bits.sub(BoxMuller.SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 52);
    DoubleVector f =
        bits.sub(exponent.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles().sub(1);
    DoubleVector s = f.div(f.add(2));
    DoubleVector z = s.mul(s);
    DoubleVector series = constant(BoxMuller.artanhCoefficient(BoxMuller.ARTANH_TERMS));
    for (int k = BoxMuller.ARTANH_TERMS - 1; k >= 0; k--) {
      series = series.mul(z).add(BoxMuller.artanhCoefficient(k));
    }
    DoubleVector log =
        ((DoubleVector) exponent.convert(VectorOperators.L2D, 0))
            .mul(BoxMuller.LN_2)
            .add(s.mul(2).mul(series));
    return log.mul(-2).sqrt();
  }
}
