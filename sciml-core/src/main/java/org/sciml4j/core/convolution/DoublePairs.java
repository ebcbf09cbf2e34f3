package org.sciml4j.core.convolution;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Pools over pairs of columns, {@code double}, on the Vector API. */
final class DoublePairs implements PairPools {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int LANES = SPECIES.length();
  private static final long VECTOR = SPECIES.vectorByteSize();
  private static final VectorShuffle<Double> EVEN =
      VectorShuffle.fromOp(SPECIES, i -> 2 * i % LANES);
  private static final VectorShuffle<Double> ODD =
      VectorShuffle.fromOp(SPECIES, i -> (2 * i + 1) % LANES);
  private static final VectorShuffle<Double> LOWER = VectorShuffle.fromOp(SPECIES, i -> i / 2);
  private static final VectorShuffle<Double> UPPER =
      VectorShuffle.fromOp(SPECIES, i -> (LANES + i) / 2);
  private static final VectorMask<Double> UPPER_HALF =
      VectorMask.fromLong(SPECIES, ((1L << LANES) - 1) ^ ((1L << (LANES / 2)) - 1));
  private static final VectorMask<Double> ODD_LANES =
      VectorMask.fromLong(SPECIES, 0xaaaa_aaaa_aaaa_aaaaL & ((1L << LANES) - 1));

  @Override
  public void largest(
      long x, int planes, long planePitch, int rows, long rowPitch, int columns, long y) {
    for (int column = 0; column < columns; column += LANES) {
      int left = columns - column;
      VectorMask<Double> lower = SPECIES.indexInRange(0, 2 * left);
      VectorMask<Double> upper = SPECIES.indexInRange(LANES, 2 * left);
      VectorMask<Double> all = SPECIES.indexInRange(0, left);
      long at = x + 2L * Double.BYTES * column;
      DoubleVector low = load(at, lower);
      DoubleVector high = load(at + VECTOR, upper);
      for (int p = 0; p < planes; p++) {
        for (int r = p == 0 ? 1 : 0; r < rows; r++) {
          long line = at + p * planePitch + r * rowPitch;
          low = low.max(load(line, lower));
          high = high.max(load(line + VECTOR, upper));
        }
      }
      store(part(low, high, EVEN).max(part(low, high, ODD)), y + (long) Double.BYTES * column, all);
    }
  }

  @Override
  public void select(
      long x, long v, int planes, long planePitch, int rows, long rowPitch, int columns, long y) {
    for (int column = 0; column < columns; column += LANES) {
      int left = columns - column;
      VectorMask<Double> lower = SPECIES.indexInRange(0, 2 * left);
      VectorMask<Double> upper = SPECIES.indexInRange(LANES, 2 * left);
      VectorMask<Double> all = SPECIES.indexInRange(0, left);
      long at = x + 2L * Double.BYTES * column;
      long values = v + 2L * Double.BYTES * column;
      DoubleVector largest = even(at, lower, upper);
      DoubleVector chosen = even(values, lower, upper);
      for (int p = 0; p < planes; p++) {
        for (int r = 0; r < rows; r++) {
          long line = p * planePitch + r * rowPitch;
          DoubleVector candidate = even(at + line, lower, upper);
          VectorMask<Double> exceeds = exceeds(candidate, largest);
          largest = largest.blend(candidate, exceeds);
          chosen = chosen.blend(even(values + line, lower, upper), exceeds);
          candidate = odd(at + line, lower, upper);
          exceeds = exceeds(candidate, largest);
          largest = largest.blend(candidate, exceeds);
          chosen = chosen.blend(odd(values + line, lower, upper), exceeds);
        }
      }
      store(chosen, y + (long) Double.BYTES * column, all);
    }
  }

  @Override
  public void scatter(
      long x, long g, int planes, long planePitch, int rows, long rowPitch, int columns, long to) {
    for (int column = 0; column < columns; column += LANES) {
      int left = columns - column;
      VectorMask<Double> lower = SPECIES.indexInRange(0, 2 * left);
      VectorMask<Double> upper = SPECIES.indexInRange(LANES, 2 * left);
      VectorMask<Double> all = SPECIES.indexInRange(0, left);
      long at = x + 2L * Double.BYTES * column;
      DoubleVector largest = even(at, lower, upper);
      DoubleVector place = DoubleVector.zero(SPECIES);
      for (int p = 0; p < planes; p++) {
        for (int r = 0; r < rows; r++) {
          long line = at + p * planePitch + r * rowPitch;
          double number = 2 * (p * rows + r);
          DoubleVector candidate = even(line, lower, upper);
          VectorMask<Double> exceeds = exceeds(candidate, largest);
          largest = largest.blend(candidate, exceeds);
          place = place.blend(DoubleVector.broadcast(SPECIES, number), exceeds);
          candidate = odd(line, lower, upper);
          exceeds = exceeds(candidate, largest);
          largest = largest.blend(candidate, exceeds);
          place = place.blend(DoubleVector.broadcast(SPECIES, number + 1), exceeds);
        }
      }
      DoubleVector value = load(g + (long) Double.BYTES * column, all);
      DoubleVector zero = DoubleVector.zero(SPECIES);
      long target = to + 2L * Double.BYTES * column;
      for (int p = 0; p < planes; p++) {
        for (int r = 0; r < rows; r++) {
          double number = 2 * (p * rows + r);
          DoubleVector even = zero.blend(value, place.eq(number));
          DoubleVector odd = zero.blend(value, place.eq(number + 1));
          storePairs(even, odd, target + p * planePitch + r * rowPitch, lower, upper);
        }
      }
    }
  }

  @Override
  public void sum(
      long x,
      int planes,
      long planePitch,
      int rows,
      long rowPitch,
      int columns,
      double factor,
      long y) {
    for (int column = 0; column < columns; column += LANES) {
      int left = columns - column;
      VectorMask<Double> lower = SPECIES.indexInRange(0, 2 * left);
      VectorMask<Double> upper = SPECIES.indexInRange(LANES, 2 * left);
      VectorMask<Double> all = SPECIES.indexInRange(0, left);
      long at = x + 2L * Double.BYTES * column;
      DoubleVector low = DoubleVector.zero(SPECIES);
      DoubleVector high = low;
      for (int p = 0; p < planes; p++) {
        for (int r = 0; r < rows; r++) {
          long line = at + p * planePitch + r * rowPitch;
          low = low.add(load(line, lower));
          high = high.add(load(line + VECTOR, upper));
        }
      }
      DoubleVector sum = part(low, high, EVEN).add(part(low, high, ODD));
      store(sum.mul(factor), y + (long) Double.BYTES * column, all);
    }
  }

  @Override
  public void spread(
      long g,
      int planes,
      long planePitch,
      int rows,
      long rowPitch,
      int columns,
      double factor,
      long to) {
    for (int column = 0; column < columns; column += LANES) {
      int left = columns - column;
      VectorMask<Double> lower = SPECIES.indexInRange(0, 2 * left);
      VectorMask<Double> upper = SPECIES.indexInRange(LANES, 2 * left);
      VectorMask<Double> all = SPECIES.indexInRange(0, left);
      DoubleVector share = load(g + (long) Double.BYTES * column, all).mul(factor);
      long target = to + 2L * Double.BYTES * column;
      for (int p = 0; p < planes; p++) {
        for (int r = 0; r < rows; r++) {
          storePairs(share, share, target + p * planePitch + r * rowPitch, lower, upper);
        }
      }
    }
  }

  /** Where a is larger; a NaN is larger than any number. */
  private static VectorMask<Double> exceeds(DoubleVector a, DoubleVector b) {
    return a.compare(VectorOperators.LE, b).not().and(b.compare(VectorOperators.EQ, b));
  }

  /** The first of each of the {@code left} pairs from an address on, as many as there are lanes. */
  private static DoubleVector even(long at, VectorMask<Double> lower, VectorMask<Double> upper) {
    return part(load(at, lower), load(at + VECTOR, upper), EVEN);
  }

  private static DoubleVector odd(long at, VectorMask<Double> lower, VectorMask<Double> upper) {
    return part(load(at, lower), load(at + VECTOR, upper), ODD);
  }

  private static DoubleVector part(
      DoubleVector low, DoubleVector high, VectorShuffle<Double> which) {
    return low.rearrange(which).blend(high.rearrange(which), UPPER_HALF);
  }

  private static void storePairs(
      DoubleVector even,
      DoubleVector odd,
      long to,
      VectorMask<Double> lower,
      VectorMask<Double> upper) {
    store(even.rearrange(LOWER).blend(odd.rearrange(LOWER), ODD_LANES), to, lower);
    store(even.rearrange(UPPER).blend(odd.rearrange(UPPER), ODD_LANES), to + VECTOR, upper);
  }

  private static DoubleVector load(long at, VectorMask<Double> mask) {
    return DoubleVector.fromMemorySegment(SPECIES, EVERYTHING, at, ORDER, mask);
  }

  private static void store(DoubleVector v, long at, VectorMask<Double> mask) {
    v.intoMemorySegment(EVERYTHING, at, ORDER, mask);
  }
}
