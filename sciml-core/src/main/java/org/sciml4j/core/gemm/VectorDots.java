package org.sciml4j.core.gemm;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link DotKernel} on the Vector API. Lanes are added by halves: the order of {@code reduceLanes}
 * is the JVM's to choose, and its interpreter and its compilers choose differently.
 */
final class VectorDots {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorShuffle<Float> FLOATS_BY_8 = swap(FLOATS, 8);
  private static final VectorShuffle<Float> FLOATS_BY_4 = swap(FLOATS, 4);
  private static final VectorShuffle<Float> FLOATS_BY_2 = swap(FLOATS, 2);
  private static final VectorShuffle<Double> DOUBLES_BY_4 = swap(DOUBLES, 4);
  private static final VectorShuffle<Double> DOUBLES_BY_2 = swap(DOUBLES, 2);
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  /** Addresses are not negative; knowing it spares the JIT compiler a check per access. */
  private static final long ADDRESSES = 0xff_ffff_ffff_ffffL;

  private VectorDots() {}

  private static <E> VectorShuffle<E> swap(VectorSpecies<E> species, int distance) {
    return VectorShuffle.fromOp(species, lane -> (lane ^ distance) % species.length());
  }

  static void floats(
      int k, int rows, long a, long aRow, long b, long to, long toRow, boolean adds) {
    long x = b & ADDRESSES;
    long a0 = a & ADDRESSES;
    long a1 = a + Math.min(1, rows - 1) * aRow & ADDRESSES;
    long a2 = a + Math.min(2, rows - 1) * aRow & ADDRESSES;
    long a3 = a + Math.min(3, rows - 1) * aRow & ADDRESSES;
    FloatVector s0 = FloatVector.zero(FLOATS);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int whole = FLOATS.loopBound(k);
    for (int p = 0; p < whole; p += FLOATS.length()) {
      long at = (p & Integer.MAX_VALUE) * (long) Float.BYTES;
      FloatVector factor = FloatVector.fromMemorySegment(FLOATS, EVERYTHING, x + at, ORDER);
      s0 = FloatVector.fromMemorySegment(FLOATS, EVERYTHING, a0 + at, ORDER).fma(factor, s0);
      s1 = FloatVector.fromMemorySegment(FLOATS, EVERYTHING, a1 + at, ORDER).fma(factor, s1);
      s2 = FloatVector.fromMemorySegment(FLOATS, EVERYTHING, a2 + at, ORDER).fma(factor, s2);
      s3 = FloatVector.fromMemorySegment(FLOATS, EVERYTHING, a3 + at, ORDER).fma(factor, s3);
    }
    long end = (long) whole * Float.BYTES;
    store(sum(s0) + restFloats(k - whole, a0 + end, x + end), to, adds);
    if (rows > 1) {
      store(sum(s1) + restFloats(k - whole, a1 + end, x + end), to + toRow, adds);
    }
    if (rows > 2) {
      store(sum(s2) + restFloats(k - whole, a2 + end, x + end), to + 2 * toRow, adds);
    }
    if (rows > 3) {
      store(sum(s3) + restFloats(k - whole, a3 + end, x + end), to + 3 * toRow, adds);
    }
  }

  /**
   * What is left of a product. With its masks the first-tier compiler would run out of registers
   * above.
   */
  private static float restFloats(int count, long a, long b) {
    if (count == 0) {
      return 0;
    }
    VectorMask<Float> mask = FLOATS.indexInRange(0, count);
    return sum(
        FloatVector.fromMemorySegment(FLOATS, EVERYTHING, a, ORDER, mask)
            .mul(FloatVector.fromMemorySegment(FLOATS, EVERYTHING, b, ORDER, mask)));
  }

  private static float sum(FloatVector v) {
    FloatVector half = FLOATS.length() >= 16 ? v.add(v.rearrange(FLOATS_BY_8)) : v;
    FloatVector quarter = FLOATS.length() >= 8 ? half.add(half.rearrange(FLOATS_BY_4)) : half;
    FloatVector two = FLOATS.length() >= 4 ? quarter.add(quarter.rearrange(FLOATS_BY_2)) : quarter;
    return two.lane(0) + two.lane(1);
  }

  private static void store(float sum, long to, boolean adds) {
    EVERYTHING.set(FLOAT, to, adds ? sum + EVERYTHING.get(FLOAT, to) : sum);
  }

  static void doubles(
      int k, int rows, long a, long aRow, long b, long to, long toRow, boolean adds) {
    long x = b & ADDRESSES;
    long a0 = a & ADDRESSES;
    long a1 = a + Math.min(1, rows - 1) * aRow & ADDRESSES;
    long a2 = a + Math.min(2, rows - 1) * aRow & ADDRESSES;
    long a3 = a + Math.min(3, rows - 1) * aRow & ADDRESSES;
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    int whole = DOUBLES.loopBound(k);
    for (int p = 0; p < whole; p += DOUBLES.length()) {
      long at = (p & Integer.MAX_VALUE) * (long) Double.BYTES;
      DoubleVector factor = DoubleVector.fromMemorySegment(DOUBLES, EVERYTHING, x + at, ORDER);
      s0 = DoubleVector.fromMemorySegment(DOUBLES, EVERYTHING, a0 + at, ORDER).fma(factor, s0);
      s1 = DoubleVector.fromMemorySegment(DOUBLES, EVERYTHING, a1 + at, ORDER).fma(factor, s1);
      s2 = DoubleVector.fromMemorySegment(DOUBLES, EVERYTHING, a2 + at, ORDER).fma(factor, s2);
      s3 = DoubleVector.fromMemorySegment(DOUBLES, EVERYTHING, a3 + at, ORDER).fma(factor, s3);
    }
    long end = (long) whole * Double.BYTES;
    store(sum(s0) + restDoubles(k - whole, a0 + end, x + end), to, adds);
    if (rows > 1) {
      store(sum(s1) + restDoubles(k - whole, a1 + end, x + end), to + toRow, adds);
    }
    if (rows > 2) {
      store(sum(s2) + restDoubles(k - whole, a2 + end, x + end), to + 2 * toRow, adds);
    }
    if (rows > 3) {
      store(sum(s3) + restDoubles(k - whole, a3 + end, x + end), to + 3 * toRow, adds);
    }
  }

  /**
   * What is left of a product. With its masks the first-tier compiler would run out of registers
   * above.
   */
  private static double restDoubles(int count, long a, long b) {
    if (count == 0) {
      return 0;
    }
    VectorMask<Double> mask = DOUBLES.indexInRange(0, count);
    return sum(
        DoubleVector.fromMemorySegment(DOUBLES, EVERYTHING, a, ORDER, mask)
            .mul(DoubleVector.fromMemorySegment(DOUBLES, EVERYTHING, b, ORDER, mask)));
  }

  private static double sum(DoubleVector v) {
    DoubleVector half = DOUBLES.length() >= 8 ? v.add(v.rearrange(DOUBLES_BY_4)) : v;
    DoubleVector two = DOUBLES.length() >= 4 ? half.add(half.rearrange(DOUBLES_BY_2)) : half;
    return two.lane(0) + two.lane(1);
  }

  private static void store(double sum, long to, boolean adds) {
    EVERYTHING.set(DOUBLE, to, adds ? sum + EVERYTHING.get(DOUBLE, to) : sum);
  }
}
