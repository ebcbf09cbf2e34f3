package org.sciml4j.core.gemm;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** {@link RowTransfer} on the Vector API. */
final class VectorTransfer {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private VectorTransfer() {}

  static void floats(
      long from, long fromRow, long to, long toRow, int rows, int columns, boolean adds) {
    int whole = FLOATS.loopBound(columns);
    VectorMask<Float> rest = FLOATS.indexInRange(whole, columns);
    for (int row = 0; row < rows; row++) {
      long source = from + row * fromRow;
      long target = to + row * toRow;
      for (int j = 0; j < whole; j += FLOATS.length()) {
        long at = (long) j * Float.BYTES;
        FloatVector x = FloatVector.fromMemorySegment(FLOATS, EVERYTHING, source + at, ORDER);
        if (adds) {
          x = x.add(FloatVector.fromMemorySegment(FLOATS, EVERYTHING, target + at, ORDER));
        }
        x.intoMemorySegment(EVERYTHING, target + at, ORDER);
      }
      if (whole < columns) {
        long at = (long) whole * Float.BYTES;
        FloatVector x = FloatVector.fromMemorySegment(FLOATS, EVERYTHING, source + at, ORDER, rest);
        if (adds) {
          x = x.add(FloatVector.fromMemorySegment(FLOATS, EVERYTHING, target + at, ORDER, rest));
        }
        x.intoMemorySegment(EVERYTHING, target + at, ORDER, rest);
      }
    }
  }

  static void doubles(
      long from, long fromRow, long to, long toRow, int rows, int columns, boolean adds) {
    int whole = DOUBLES.loopBound(columns);
    VectorMask<Double> rest = DOUBLES.indexInRange(whole, columns);
    for (int row = 0; row < rows; row++) {
      long source = from + row * fromRow;
      long target = to + row * toRow;
      for (int j = 0; j < whole; j += DOUBLES.length()) {
        long at = (long) j * Double.BYTES;
        DoubleVector x = DoubleVector.fromMemorySegment(DOUBLES, EVERYTHING, source + at, ORDER);
        if (adds) {
          x = x.add(DoubleVector.fromMemorySegment(DOUBLES, EVERYTHING, target + at, ORDER));
        }
        x.intoMemorySegment(EVERYTHING, target + at, ORDER);
      }
      if (whole < columns) {
        long at = (long) whole * Double.BYTES;
        DoubleVector x =
            DoubleVector.fromMemorySegment(DOUBLES, EVERYTHING, source + at, ORDER, rest);
        if (adds) {
          x = x.add(DoubleVector.fromMemorySegment(DOUBLES, EVERYTHING, target + at, ORDER, rest));
        }
        x.intoMemorySegment(EVERYTHING, target + at, ORDER, rest);
      }
    }
  }
}
