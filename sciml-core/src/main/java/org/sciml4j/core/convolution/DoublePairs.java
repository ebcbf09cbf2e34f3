package org.sciml4j.core.convolution;

import static jdk.incubator.vector.VectorOperators.LE;
import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Pools over pairs of columns, {@code double}, on the Vector API. A vector holds pairs; rows are
 * pooled lane by lane first, then the two lanes of a pair; a NaN is larger than any number, and the
 * first of equals wins.
 *
 * <p>No vector or mask is passed to a method or returned by one: whether the JIT makes such a
 * method part of its caller depends on which it compiles first, and where it does not, vectors are
 * objects.
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
      VectorMask<Double> pairs = SPECIES.indexInRange(0, 2 * (columns - column));
      long at = x + 2L * Double.BYTES * column;
      DoubleVector largest = DoubleVector.fromMemorySegment(SPECIES, EVERYTHING, at, ORDER, pairs);
      for (int p = 0; p < planes; p++) {
        for (int r = p == 0 ? 1 : 0; r < rows; r++) {
          largest =
              largest.max(
                  DoubleVector.fromMemorySegment(
                      SPECIES, EVERYTHING, at + p * planePitch + r * rowPitch, ORDER, pairs));
        }
      }
      largest = largest.max(largest.rearrange(PARTNER)).rearrange(FIRST_OF_PAIR);
      largest.intoMemorySegment(
          EVERYTHING,
          y + (long) Double.BYTES * column,
          ORDER,
          SPECIES.indexInRange(0, Math.min(columns - column, PAIRS)));
    }
  }

  @Override
  public void select(
      long x, long v, int planes, long planePitch, int rows, long rowPitch, int columns, long y) {
    for (int column = 0; column < columns; column += PAIRS) {
      VectorMask<Double> pairs = SPECIES.indexInRange(0, 2 * (columns - column));
      long at = x + 2L * Double.BYTES * column;
      long values = v + 2L * Double.BYTES * column;
      DoubleVector largest = DoubleVector.fromMemorySegment(SPECIES, EVERYTHING, at, ORDER, pairs);
      DoubleVector chosen =
          DoubleVector.fromMemorySegment(SPECIES, EVERYTHING, values, ORDER, pairs);
      DoubleVector place = DoubleVector.zero(SPECIES);
      for (int p = 0; p < planes; p++) {
        for (int r = p == 0 ? 1 : 0; r < rows; r++) {
          long line = p * planePitch + r * rowPitch;
          DoubleVector candidate =
              DoubleVector.fromMemorySegment(SPECIES, EVERYTHING, at + line, ORDER, pairs);
          VectorMask<Double> exceeds =
              candidate.compare(LE, largest).not().and(largest.eq(largest));
          largest = largest.blend(candidate, exceeds);
          chosen =
              chosen.blend(
                  DoubleVector.fromMemorySegment(SPECIES, EVERYTHING, values + line, ORDER, pairs),
                  exceeds);
          place = place.blend(DoubleVector.broadcast(SPECIES, p * rows + r), exceeds);
        }
      }
      DoubleVector other = largest.rearrange(PARTNER);
      DoubleVector otherPlace = place.rearrange(PARTNER);
      VectorMask<Double> earlier = place.lt(otherPlace).or(place.eq(otherPlace).and(FIRST));
      VectorMask<Double> larger = largest.compare(LE, other).not().and(other.eq(other));
      VectorMask<Double> smaller = other.compare(LE, largest).not().and(largest.eq(largest));
      VectorMask<Double> wins = larger.or(earlier.and(smaller.not()));
      chosen = chosen.rearrange(PARTNER).blend(chosen, wins);
      chosen
          .rearrange(FIRST_OF_PAIR)
          .intoMemorySegment(
              EVERYTHING,
              y + (long) Double.BYTES * column,
              ORDER,
              SPECIES.indexInRange(0, Math.min(columns - column, PAIRS)));
    }
  }

  @Override
  public void scatter(
      long x, long g, int planes, long planePitch, int rows, long rowPitch, int columns, long to) {
    findPlaces(x, planes, planePitch, rows, rowPitch, columns, to);
    scatterToPlaces(g, planes, planePitch, rows, rowPitch, columns, to);
  }

  /** Writes the row of each column's largest element to the first row, and -1 for other columns. */
  private static void findPlaces(
      long x, int planes, long planePitch, int rows, long rowPitch, int columns, long to) {
    for (int column = 0; column < columns; column += PAIRS) {
      VectorMask<Double> pairs = SPECIES.indexInRange(0, 2 * (columns - column));
      long at = x + 2L * Double.BYTES * column;
      DoubleVector largest = DoubleVector.fromMemorySegment(SPECIES, EVERYTHING, at, ORDER, pairs);
      DoubleVector place = DoubleVector.zero(SPECIES);
      for (int p = 0; p < planes; p++) {
        for (int r = p == 0 ? 1 : 0; r < rows; r++) {
          DoubleVector candidate =
              DoubleVector.fromMemorySegment(
                  SPECIES, EVERYTHING, at + p * planePitch + r * rowPitch, ORDER, pairs);
          VectorMask<Double> exceeds =
              candidate.compare(LE, largest).not().and(largest.eq(largest));
          largest = largest.blend(candidate, exceeds);
          place = place.blend(DoubleVector.broadcast(SPECIES, p * rows + r), exceeds);
        }
      }
      DoubleVector other = largest.rearrange(PARTNER);
      DoubleVector otherPlace = place.rearrange(PARTNER);
      VectorMask<Double> earlier = place.lt(otherPlace).or(place.eq(otherPlace).and(FIRST));
      VectorMask<Double> larger = largest.compare(LE, other).not().and(other.eq(other));
      VectorMask<Double> smaller = other.compare(LE, largest).not().and(largest.eq(largest));
      VectorMask<Double> wins = larger.or(earlier.and(smaller.not()));
      DoubleVector nowhere = DoubleVector.broadcast(SPECIES, -1);
      nowhere
          .blend(place, wins)
          .intoMemorySegment(EVERYTHING, to + 2L * Double.BYTES * column, ORDER, pairs);
    }
  }

  private static void scatterToPlaces(
      long g, int planes, long planePitch, int rows, long rowPitch, int columns, long to) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    for (int column = 0; column < columns; column += PAIRS) {
      VectorMask<Double> pairs = SPECIES.indexInRange(0, 2 * (columns - column));
      DoubleVector value =
          DoubleVector.fromMemorySegment(
                  SPECIES,
                  EVERYTHING,
                  g + (long) Double.BYTES * column,
                  ORDER,
                  SPECIES.indexInRange(0, Math.min(columns - column, PAIRS)))
              .rearrange(PAIR_OF_LANE);
      long target = to + 2L * Double.BYTES * column;
      DoubleVector place =
          DoubleVector.fromMemorySegment(SPECIES, EVERYTHING, target, ORDER, pairs);
      for (int p = 0; p < planes; p++) {
        for (int r = 0; r < rows; r++) {
          zero.blend(value, place.eq(p * rows + r))
              .intoMemorySegment(EVERYTHING, target + p * planePitch + r * rowPitch, ORDER, pairs);
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
      VectorMask<Double> pairs = SPECIES.indexInRange(0, 2 * (columns - column));
      long at = x + 2L * Double.BYTES * column;
      DoubleVector sum = DoubleVector.zero(SPECIES);
      for (int p = 0; p < planes; p++) {
        for (int r = 0; r < rows; r++) {
          sum =
              sum.add(
                  DoubleVector.fromMemorySegment(
                      SPECIES, EVERYTHING, at + p * planePitch + r * rowPitch, ORDER, pairs));
        }
      }
      sum = sum.add(sum.rearrange(PARTNER)).mul(factor).rearrange(FIRST_OF_PAIR);
      sum.intoMemorySegment(
          EVERYTHING,
          y + (long) Double.BYTES * column,
          ORDER,
          SPECIES.indexInRange(0, Math.min(columns - column, PAIRS)));
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
      VectorMask<Double> pairs = SPECIES.indexInRange(0, 2 * (columns - column));
      DoubleVector share =
          DoubleVector.fromMemorySegment(
                  SPECIES,
                  EVERYTHING,
                  g + (long) Double.BYTES * column,
                  ORDER,
                  SPECIES.indexInRange(0, Math.min(columns - column, PAIRS)))
              .mul(factor)
              .rearrange(PAIR_OF_LANE);
      long target = to + 2L * Double.BYTES * column;
      for (int p = 0; p < planes; p++) {
        for (int r = 0; r < rows; r++) {
          share.intoMemorySegment(EVERYTHING, target + p * planePitch + r * rowPitch, ORDER, pairs);
        }
      }
    }
  }
}
