package org.sciml4j.core.convolution;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Pools over pairs of columns, {@code double}, on the Vector API. A vector holds pairs; rows are
 * pooled lane by lane first, then the two lanes of a pair.
 */
final class DoublePairs implements PairPools {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int LANES = SPECIES.length();
  private static final int PAIRS = LANES / 2;
  private static final VectorShuffle<Double> PARTNER = VectorShuffle.fromOp(SPECIES, i -> i ^ 1);
  private static final VectorShuffle<Double> FIRST_OF_PAIR =
      VectorShuffle.fromOp(SPECIES, i -> 2 * i % LANES);
  private static final VectorShuffle<Double> PAIR_OF_LANE =
      VectorShuffle.fromOp(SPECIES, i -> i / 2);
  private static final VectorMask<Double> FIRST =
      VectorMask.fromLong(SPECIES, 0x5555_5555_5555_5555L & ((1L << LANES) - 1));

  @Override
  public void largest(
      long x, int planes, long planePitch, int rows, long rowPitch, int columns, long y) {
    for (int column = 0; column < columns; column += PAIRS) {
      VectorMask<Double> pairs = pairs(columns - column);
      long at = x + 2L * Double.BYTES * column;
      DoubleVector largest = load(at, pairs);
      for (int p = 0; p < planes; p++) {
        for (int r = p == 0 ? 1 : 0; r < rows; r++) {
          largest = largest.max(load(at + p * planePitch + r * rowPitch, pairs));
        }
      }
      largest = largest.max(largest.rearrange(PARTNER)).rearrange(FIRST_OF_PAIR);
      store(largest, y + (long) Double.BYTES * column, results(columns - column));
    }
  }

  @Override
  public void select(
      long x, long v, int planes, long planePitch, int rows, long rowPitch, int columns, long y) {
    for (int column = 0; column < columns; column += PAIRS) {
      VectorMask<Double> pairs = pairs(columns - column);
      long at = x + 2L * Double.BYTES * column;
      long values = v + 2L * Double.BYTES * column;
      DoubleVector largest = load(at, pairs);
      DoubleVector chosen = load(values, pairs);
      DoubleVector place = DoubleVector.zero(SPECIES);
      for (int p = 0; p < planes; p++) {
        for (int r = p == 0 ? 1 : 0; r < rows; r++) {
          long line = p * planePitch + r * rowPitch;
          DoubleVector candidate = load(at + line, pairs);
          VectorMask<Double> exceeds = exceeds(candidate, largest);
          largest = largest.blend(candidate, exceeds);
          chosen = chosen.blend(load(values + line, pairs), exceeds);
          place = place.blend(DoubleVector.broadcast(SPECIES, p * rows + r), exceeds);
        }
      }
      chosen = chosen.rearrange(PARTNER).blend(chosen, wins(largest, place));
      store(
          chosen.rearrange(FIRST_OF_PAIR),
          y + (long) Double.BYTES * column,
          results(columns - column));
    }
  }

  @Override
  public void scatter(
      long x, long g, int planes, long planePitch, int rows, long rowPitch, int columns, long to) {
    for (int column = 0; column < columns; column += PAIRS) {
      VectorMask<Double> pairs = pairs(columns - column);
      long at = x + 2L * Double.BYTES * column;
      DoubleVector largest = load(at, pairs);
      DoubleVector place = DoubleVector.zero(SPECIES);
      for (int p = 0; p < planes; p++) {
        for (int r = p == 0 ? 1 : 0; r < rows; r++) {
          DoubleVector candidate = load(at + p * planePitch + r * rowPitch, pairs);
          VectorMask<Double> exceeds = exceeds(candidate, largest);
          largest = largest.blend(candidate, exceeds);
          place = place.blend(DoubleVector.broadcast(SPECIES, p * rows + r), exceeds);
        }
      }
      DoubleVector value =
          load(g + (long) Double.BYTES * column, results(columns - column)).rearrange(PAIR_OF_LANE);
      DoubleVector zero = DoubleVector.zero(SPECIES);
      value = zero.blend(value, wins(largest, place));
      long target = to + 2L * Double.BYTES * column;
      for (int p = 0; p < planes; p++) {
        for (int r = 0; r < rows; r++) {
          VectorMask<Double> chosen = place.eq(p * rows + r);
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
      VectorMask<Double> pairs = pairs(columns - column);
      long at = x + 2L * Double.BYTES * column;
      DoubleVector sum = DoubleVector.zero(SPECIES);
      for (int p = 0; p < planes; p++) {
        for (int r = 0; r < rows; r++) {
          sum = sum.add(load(at + p * planePitch + r * rowPitch, pairs));
        }
      }
      sum = sum.add(sum.rearrange(PARTNER)).mul(factor).rearrange(FIRST_OF_PAIR);
      store(sum, y + (long) Double.BYTES * column, results(columns - column));
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
      VectorMask<Double> pairs = pairs(columns - column);
      DoubleVector share =
          load(g + (long) Double.BYTES * column, results(columns - column))
              .mul(factor)
              .rearrange(PAIR_OF_LANE);
      long target = to + 2L * Double.BYTES * column;
      for (int p = 0; p < planes; p++) {
        for (int r = 0; r < rows; r++) {
          store(share, target + p * planePitch + r * rowPitch, pairs);
        }
      }
    }
  }

  private static VectorMask<Double> pairs(int left) {
    return SPECIES.indexInRange(0, 2 * left);
  }

  private static VectorMask<Double> results(int left) {
    return SPECIES.indexInRange(0, Math.min(left, PAIRS));
  }

  /** Where a is larger; a NaN is larger than any number. */
  private static VectorMask<Double> exceeds(DoubleVector a, DoubleVector b) {
    return a.compare(VectorOperators.LE, b).not().and(b.compare(VectorOperators.EQ, b));
  }

  /** Where a lane is larger than its partner, or as large at an earlier place of the window. */
  private static VectorMask<Double> wins(DoubleVector largest, DoubleVector place) {
    DoubleVector other = largest.rearrange(PARTNER);
    DoubleVector otherPlace = place.rearrange(PARTNER);
    VectorMask<Double> earlier = place.lt(otherPlace).or(place.eq(otherPlace).and(FIRST));
    return exceeds(largest, other).or(exceeds(other, largest).not().and(earlier));
  }

  private static DoubleVector load(long at, VectorMask<Double> mask) {
    return DoubleVector.fromMemorySegment(SPECIES, EVERYTHING, at, ORDER, mask);
  }

  private static void store(DoubleVector v, long at, VectorMask<Double> mask) {
    v.intoMemorySegment(EVERYTHING, at, ORDER, mask);
  }
}
