package org.sciml4j.core.convolution;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Pools over pairs of columns, {@code float}, on the Vector API. A vector holds pairs; rows are
 * pooled lane by lane first, then the two lanes of a pair.
 */
final class FloatPairs implements PairPools {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int LANES = SPECIES.length();
  private static final int PAIRS = LANES / 2;
  private static final VectorShuffle<Float> PARTNER = VectorShuffle.fromOp(SPECIES, i -> i ^ 1);
  private static final VectorShuffle<Float> FIRST_OF_PAIR =
      VectorShuffle.fromOp(SPECIES, i -> 2 * i % LANES);
  private static final VectorShuffle<Float> PAIR_OF_LANE =
      VectorShuffle.fromOp(SPECIES, i -> i / 2);
  private static final VectorMask<Float> FIRST =
      VectorMask.fromLong(SPECIES, 0x5555_5555_5555_5555L & ((1L << LANES) - 1));

  @Override
  public void largest(
      long x, int planes, long planePitch, int rows, long rowPitch, int columns, long y) {
    for (int column = 0; column < columns; column += PAIRS) {
      VectorMask<Float> pairs = pairs(columns - column);
      long at = x + 2L * Float.BYTES * column;
      FloatVector largest = load(at, pairs);
      for (int p = 0; p < planes; p++) {
        for (int r = p == 0 ? 1 : 0; r < rows; r++) {
          largest = largest.max(load(at + p * planePitch + r * rowPitch, pairs));
        }
      }
      largest = largest.max(largest.rearrange(PARTNER)).rearrange(FIRST_OF_PAIR);
      store(largest, y + (long) Float.BYTES * column, results(columns - column));
    }
  }

  @Override
  public void select(
      long x, long v, int planes, long planePitch, int rows, long rowPitch, int columns, long y) {
    for (int column = 0; column < columns; column += PAIRS) {
      VectorMask<Float> pairs = pairs(columns - column);
      long at = x + 2L * Float.BYTES * column;
      long values = v + 2L * Float.BYTES * column;
      FloatVector largest = load(at, pairs);
      FloatVector chosen = load(values, pairs);
      FloatVector place = FloatVector.zero(SPECIES);
      for (int p = 0; p < planes; p++) {
        for (int r = p == 0 ? 1 : 0; r < rows; r++) {
          long line = p * planePitch + r * rowPitch;
          FloatVector candidate = load(at + line, pairs);
          VectorMask<Float> exceeds = exceeds(candidate, largest);
          largest = largest.blend(candidate, exceeds);
          chosen = chosen.blend(load(values + line, pairs), exceeds);
          place = place.blend(FloatVector.broadcast(SPECIES, p * rows + r), exceeds);
        }
      }
      chosen = chosen.rearrange(PARTNER).blend(chosen, wins(largest, place));
      store(
          chosen.rearrange(FIRST_OF_PAIR),
          y + (long) Float.BYTES * column,
          results(columns - column));
    }
  }

  @Override
  public void scatter(
      long x, long g, int planes, long planePitch, int rows, long rowPitch, int columns, long to) {
    for (int column = 0; column < columns; column += PAIRS) {
      VectorMask<Float> pairs = pairs(columns - column);
      long at = x + 2L * Float.BYTES * column;
      FloatVector largest = load(at, pairs);
      FloatVector place = FloatVector.zero(SPECIES);
      for (int p = 0; p < planes; p++) {
        for (int r = p == 0 ? 1 : 0; r < rows; r++) {
          FloatVector candidate = load(at + p * planePitch + r * rowPitch, pairs);
          VectorMask<Float> exceeds = exceeds(candidate, largest);
          largest = largest.blend(candidate, exceeds);
          place = place.blend(FloatVector.broadcast(SPECIES, p * rows + r), exceeds);
        }
      }
      FloatVector value =
          load(g + (long) Float.BYTES * column, results(columns - column)).rearrange(PAIR_OF_LANE);
      FloatVector zero = FloatVector.zero(SPECIES);
      value = zero.blend(value, wins(largest, place));
      long target = to + 2L * Float.BYTES * column;
      for (int p = 0; p < planes; p++) {
        for (int r = 0; r < rows; r++) {
          VectorMask<Float> chosen = place.eq(p * rows + r);
          store(zero.blend(value, chosen), target + p * planePitch + r * rowPitch, pairs);
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
    for (int column = 0; column < columns; column += PAIRS) {
      VectorMask<Float> pairs = pairs(columns - column);
      long at = x + 2L * Float.BYTES * column;
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int p = 0; p < planes; p++) {
        for (int r = 0; r < rows; r++) {
          sum = sum.add(load(at + p * planePitch + r * rowPitch, pairs));
        }
      }
      sum = sum.add(sum.rearrange(PARTNER)).mul((float) factor).rearrange(FIRST_OF_PAIR);
      store(sum, y + (long) Float.BYTES * column, results(columns - column));
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
    for (int column = 0; column < columns; column += PAIRS) {
      VectorMask<Float> pairs = pairs(columns - column);
      FloatVector share =
          load(g + (long) Float.BYTES * column, results(columns - column))
              .mul((float) factor)
              .rearrange(PAIR_OF_LANE);
      long target = to + 2L * Float.BYTES * column;
      for (int p = 0; p < planes; p++) {
        for (int r = 0; r < rows; r++) {
          store(share, target + p * planePitch + r * rowPitch, pairs);
        }
      }
    }
  }

  private static VectorMask<Float> pairs(int left) {
    return SPECIES.indexInRange(0, 2 * left);
  }

  private static VectorMask<Float> results(int left) {
    return SPECIES.indexInRange(0, Math.min(left, PAIRS));
  }

  /** Where a is larger; a NaN is larger than any number. */
  private static VectorMask<Float> exceeds(FloatVector a, FloatVector b) {
    return a.compare(VectorOperators.LE, b).not().and(b.compare(VectorOperators.EQ, b));
  }

  /** Where a lane is larger than its partner, or as large at an earlier place of the window. */
  private static VectorMask<Float> wins(FloatVector largest, FloatVector place) {
    FloatVector other = largest.rearrange(PARTNER);
    FloatVector otherPlace = place.rearrange(PARTNER);
    VectorMask<Float> earlier = place.lt(otherPlace).or(place.eq(otherPlace).and(FIRST));
    return exceeds(largest, other).or(exceeds(other, largest).not().and(earlier));
  }

  private static FloatVector load(long at, VectorMask<Float> mask) {
    return FloatVector.fromMemorySegment(SPECIES, EVERYTHING, at, ORDER, mask);
  }

  private static void store(FloatVector v, long at, VectorMask<Float> mask) {
    v.intoMemorySegment(EVERYTHING, at, ORDER, mask);
  }
}
