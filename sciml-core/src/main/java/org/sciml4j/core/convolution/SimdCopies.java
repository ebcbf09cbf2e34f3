package org.sciml4j.core.convolution;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Copies of rows on the Vector API, four bytes to a lane whatever they mean. */
final class SimdCopies implements RowCopies {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final long VECTOR = SPECIES.vectorByteSize();

  @Override
  public void copy(long from, long fromPitch, long to, long toPitch, int rows, long bytes) {
    if (bytes < VECTOR) {
      copyShort(from, fromPitch, to, toPitch, rows, (int) bytes);
      return;
    }
    for (int row = 0; row < rows; row++) {
      long source = from + row * fromPitch;
      long target = to + row * toPitch;
      for (long at = 0; at <= bytes - VECTOR; at += VECTOR) {
        copyVector(source + at, target + at);
      }
      copyVector(source + bytes - VECTOR, target + bytes - VECTOR);
    }
  }

  private static void copyVector(long from, long to) {
    FloatVector.fromMemorySegment(SPECIES, EVERYTHING, from, ORDER)
        .intoMemorySegment(EVERYTHING, to, ORDER);
  }

  private static void copyShort(
      long from, long fromPitch, long to, long toPitch, int rows, int bytes) {
    VectorMask<Float> mask = SPECIES.indexInRange(0, bytes / Float.BYTES);
    for (int row = 0; row < rows; row++) {
      FloatVector.fromMemorySegment(SPECIES, EVERYTHING, from + row * fromPitch, ORDER, mask)
          .intoMemorySegment(EVERYTHING, to + row * toPitch, ORDER, mask);
    }
  }

  @Override
  public void zero(long to, long toPitch, int rows, long bytes) {
    if (bytes < VECTOR) {
      zeroShort(to, toPitch, rows, (int) bytes);
      return;
    }
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int row = 0; row < rows; row++) {
      long target = to + row * toPitch;
      long at = 0;
      for (; at <= bytes - VECTOR; at += VECTOR) {
        zero.intoMemorySegment(EVERYTHING, target + at, ORDER);
      }
      if (at < bytes) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, (int) (bytes - at) / Float.BYTES);
        zero.intoMemorySegment(EVERYTHING, target + at, ORDER, mask);
      }
    }
  }

  private static void zeroShort(long to, long toPitch, int rows, int bytes) {
    FloatVector zero = FloatVector.zero(SPECIES);
    VectorMask<Float> mask = SPECIES.indexInRange(0, bytes / Float.BYTES);
    for (int row = 0; row < rows; row++) {
      zero.intoMemorySegment(EVERYTHING, to + row * toPitch, ORDER, mask);
    }
  }
}
