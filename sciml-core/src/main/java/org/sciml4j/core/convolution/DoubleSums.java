package org.sciml4j.core.convolution;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums over the lanes of {@code double} vectors by halves: the order of {@code reduceLanes} is the
 * JVM's to choose, and bits must not depend on it.
 */
final class DoubleSums {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final ValueLayout.OfDouble ELEMENT = ValueLayout.JAVA_DOUBLE_UNALIGNED;
  private static final int LANES = SPECIES.length();
  private static final VectorShuffle<Double> BY_4 = swap(4);
  private static final VectorShuffle<Double> BY_2 = swap(2);

  private DoubleSums() {}

  private static VectorShuffle<Double> swap(int distance) {
    return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ distance) % LANES);
  }

  /** Adds the sum of each of {@code count} vectors at {@code work} to its target. */
  static void add(long work, int from, int count, long out, long[] targets, int first) {
    for (int t = 0; t < count; t++) {
      long at = work + (long) (from + t) * LANES * Double.BYTES;
      DoubleVector v =
          DoubleVector.fromMemorySegment(SPECIES, EVERYTHING, at, ByteOrder.nativeOrder());
      if (LANES >= 8) {
        v = v.add(v.rearrange(BY_4));
      }
      if (LANES >= 4) {
        v = v.add(v.rearrange(BY_2));
      }
      double sum = v.lane(0) + v.lane(1);
      long to = out + targets[first + t];
      EVERYTHING.set(ELEMENT, to, EVERYTHING.get(ELEMENT, to) + sum);
    }
  }
}
