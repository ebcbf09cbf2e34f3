package org.sciml4j.core.convolution;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Pools over pairs of columns, {@code float}, on the Vector API. */
final class FloatPairs implements PairPools {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int LANES = SPECIES.length();
  private static final long VECTOR = SPECIES.vectorByteSize();
  private static final VectorShuffle<Float> EVEN =
      VectorShuffle.fromOp(SPECIES, i -> 2 * i % LANES);
  private static final VectorShuffle<Float> ODD =
      VectorShuffle.fromOp(SPECIES, i -> (2 * i + 1) % LANES);
  private static final VectorShuffle<Float> LOWER = VectorShuffle.fromOp(SPECIES, i -> i / 2);
  private static final VectorShuffle<Float> UPPER =
      VectorShuffle.fromOp(SPECIES, i -> (LANES + i) / 2);
  private static final VectorMask<Float> UPPER_HALF =
      VectorMask.fromLong(SPECIES, ((1L << LANES) - 1) ^ ((1L << (LANES / 2)) - 1));
  private static final VectorMask<Float> ODD_LANES =
      VectorMask.fromLong(SPECIES, 0xaaaa_aaaa_aaaa_aaaaL & ((1L << LANES) - 1));

  @Override
  public void largest(
      long x, int planes, long planePitch, int rows, long rowPitch, int columns, long y) {
    for (int column = 0; column < columns; column += LANES) {
      int left = columns - column;
      VectorMask<Float> lower = SPECIES.indexInRange(0, 2 * left);
      VectorMask<Float> upper = SPECIES.indexInRange(LANES, 2 * left);
      VectorMask<Float> all = SPECIES.indexInRange(0, left);
      long at = x + 2L * Float.BYTES * column;
      FloatVector low = load(at, lower);
      FloatVector high = load(at + VECTOR, upper);
      for (int p = 0; p < planes; p++) {
        for (int r = p == 0 ? 1 : 0; r < rows; r++) {
          long line = at + p * planePitch + r * rowPitch;
          low = low.max(load(line, lower));
          high = high.max(load(line + VECTOR, upper));
        }
      }
      store(part(low, high, EVEN).max(part(low, high, ODD)), y + (long) Float.BYTES * column, all);
    }
  }

  @Override
  public void select(
      long x, long v, int planes, long planePitch, int rows, long rowPitch, int columns, long y) {
    for (int column = 0; column < columns; column += LANES) {
      int left = columns - column;
      VectorMask<Float> lower = SPECIES.indexInRange(0, 2 * left);
      VectorMask<Float> upper = SPECIES.indexInRange(LANES, 2 * left);
      VectorMask<Float> all = SPECIES.indexInRange(0, left);
      long at = x + 2L * Float.BYTES * column;
      long values = v + 2L * Float.BYTES * column;
      FloatVector largest = even(at, lower, upper);
      FloatVector chosen = even(values, lower, upper);
      for (int p = 0; p < planes; p++) {
        for (int r = 0; r < rows; r++) {
          long line = p * planePitch + r * rowPitch;
          FloatVector candidate = even(at + line, lower, upper);
          VectorMask<Float> exceeds = exceeds(candidate, largest);
          largest = largest.blend(candidate, exceeds);
          chosen = chosen.blend(even(values + line, lower, upper), exceeds);
          candidate = odd(at + line, lower, upper);
          exceeds = exceeds(candidate, largest);
          largest = largest.blend(candidate, exceeds);
          chosen = chosen.blend(odd(values + line, lower, upper), exceeds);
        }
      }
      store(chosen, y + (long) Float.BYTES * column, all);
    }
  }

  @Override
  public void scatter(
      long x, long g, int planes, long planePitch, int rows, long rowPitch, int columns, long to) {
    for (int column = 0; column < columns; column += LANES) {
      int left = columns - column;
      VectorMask<Float> lower = SPECIES.indexInRange(0, 2 * left);
      VectorMask<Float> upper = SPECIES.indexInRange(LANES, 2 * left);
      VectorMask<Float> all = SPECIES.indexInRange(0, left);
      long at = x + 2L * Float.BYTES * column;
      FloatVector largest = even(at, lower, upper);
      FloatVector place = FloatVector.zero(SPECIES);
      for (int p = 0; p < planes; p++) {
        for (int r = 0; r < rows; r++) {
          long line = at + p * planePitch + r * rowPitch;
          float number = 2 * (p * rows + r);
          FloatVector candidate = even(line, lower, upper);
          VectorMask<Float> exceeds = exceeds(candidate, largest);
          largest = largest.blend(candidate, exceeds);
          place = place.blend(FloatVector.broadcast(SPECIES, number), exceeds);
          candidate = odd(line, lower, upper);
          exceeds = exceeds(candidate, largest);
          largest = largest.blend(candidate, exceeds);
          place = place.blend(FloatVector.broadcast(SPECIES, number + 1), exceeds);
        }
      }
      FloatVector value = load(g + (long) Float.BYTES * column, all);
      FloatVector zero = FloatVector.zero(SPECIES);
      long target = to + 2L * Float.BYTES * column;
      for (int p = 0; p < planes; p++) {
        for (int r = 0; r < rows; r++) {
          float number = 2 * (p * rows + r);
          FloatVector even = zero.blend(value, place.eq(number));
          FloatVector odd = zero.blend(value, place.eq(number + 1));
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
      VectorMask<Float> lower = SPECIES.indexInRange(0, 2 * left);
      VectorMask<Float> upper = SPECIES.indexInRange(LANES, 2 * left);
      VectorMask<Float> all = SPECIES.indexInRange(0, left);
      long at = x + 2L * Float.BYTES * column;
      FloatVector low = FloatVector.zero(SPECIES);
      FloatVector high = low;
      for (int p = 0; p < planes; p++) {
        for (int r = 0; r < rows; r++) {
          long line = at + p * planePitch + r * rowPitch;
          low = low.add(load(line, lower));
          high = high.add(load(line + VECTOR, upper));
        }
      }
      FloatVector sum = part(low, high, EVEN).add(part(low, high, ODD));
      store(sum.mul((float) factor), y + (long) Float.BYTES * column, all);
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
      VectorMask<Float> lower = SPECIES.indexInRange(0, 2 * left);
      VectorMask<Float> upper = SPECIES.indexInRange(LANES, 2 * left);
      VectorMask<Float> all = SPECIES.indexInRange(0, left);
      FloatVector share = load(g + (long) Float.BYTES * column, all).mul((float) factor);
      long target = to + 2L * Float.BYTES * column;
      for (int p = 0; p < planes; p++) {
        for (int r = 0; r < rows; r++) {
          storePairs(share, share, target + p * planePitch + r * rowPitch, lower, upper);
        }
      }
    }
  }

  /** Where a is larger; a NaN is larger than any number. */
  private static VectorMask<Float> exceeds(FloatVector a, FloatVector b) {
    return a.compare(VectorOperators.LE, b).not().and(b.compare(VectorOperators.EQ, b));
  }

  /** The first of each of the {@code left} pairs from an address on, as many as there are lanes. */
  private static FloatVector even(long at, VectorMask<Float> lower, VectorMask<Float> upper) {
    return part(load(at, lower), load(at + VECTOR, upper), EVEN);
  }

  private static FloatVector odd(long at, VectorMask<Float> lower, VectorMask<Float> upper) {
    return part(load(at, lower), load(at + VECTOR, upper), ODD);
  }

  private static FloatVector part(FloatVector low, FloatVector high, VectorShuffle<Float> which) {
    return low.rearrange(which).blend(high.rearrange(which), UPPER_HALF);
  }

  private static void storePairs(
      FloatVector even,
      FloatVector odd,
      long to,
      VectorMask<Float> lower,
      VectorMask<Float> upper) {
    store(even.rearrange(LOWER).blend(odd.rearrange(LOWER), ODD_LANES), to, lower);
    store(even.rearrange(UPPER).blend(odd.rearrange(UPPER), ODD_LANES), to + VECTOR, upper);
  }

  private static FloatVector load(long at, VectorMask<Float> mask) {
    return FloatVector.fromMemorySegment(SPECIES, EVERYTHING, at, ORDER, mask);
  }

  private static void store(FloatVector v, long at, VectorMask<Float> mask) {
    v.intoMemorySegment(EVERYTHING, at, ORDER, mask);
  }
}
