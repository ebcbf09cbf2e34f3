package org.sciml4j.core.gemm;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.lang.foreign.ValueLayout;

/** {@link RowTransfer} by plain loops. */
final class ScalarTransfer {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  private ScalarTransfer() {}

  static void floats(
      long from, long fromRow, long to, long toRow, int rows, int columns, boolean adds) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < columns; j++) {
        long at = to + row * toRow + (long) j * Float.BYTES;
        float x = EVERYTHING.get(FLOAT, from + row * fromRow + (long) j * Float.BYTES);
        EVERYTHING.set(FLOAT, at, adds ? x + EVERYTHING.get(FLOAT, at) : x);
      }
    }
  }

  static void doubles(
      long from, long fromRow, long to, long toRow, int rows, int columns, boolean adds) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < columns; j++) {
        long at = to + row * toRow + (long) j * Double.BYTES;
        double x = EVERYTHING.get(DOUBLE, from + row * fromRow + (long) j * Double.BYTES);
        EVERYTHING.set(DOUBLE, at, adds ? x + EVERYTHING.get(DOUBLE, at) : x);
      }
    }
  }
}
