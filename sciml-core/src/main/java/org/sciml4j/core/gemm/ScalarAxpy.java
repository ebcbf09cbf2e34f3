package org.sciml4j.core.gemm;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.lang.foreign.ValueLayout;

/** {@link AxpyKernel} by plain loops. */
final class ScalarAxpy {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  private ScalarAxpy() {}

  static void floats(
      int columns, int terms, boolean adds, long x, long xStep, long b, long bRow, long y) {
    for (int p = 0; p < terms; p++) {
      float factor = EVERYTHING.get(FLOAT, x + p * xStep);
      for (int j = 0; j < columns; j++) {
        long at = (long) j * Float.BYTES;
        float sum = adds || p > 0 ? EVERYTHING.get(FLOAT, y + at) : 0;
        EVERYTHING.set(
            FLOAT, y + at, Math.fma(EVERYTHING.get(FLOAT, b + p * bRow + at), factor, sum));
      }
    }
  }

  static void doubles(
      int columns, int terms, boolean adds, long x, long xStep, long b, long bRow, long y) {
    for (int p = 0; p < terms; p++) {
      double factor = EVERYTHING.get(DOUBLE, x + p * xStep);
      for (int j = 0; j < columns; j++) {
        long at = (long) j * Double.BYTES;
        double sum = adds || p > 0 ? EVERYTHING.get(DOUBLE, y + at) : 0;
        EVERYTHING.set(
            DOUBLE, y + at, Math.fma(EVERYTHING.get(DOUBLE, b + p * bRow + at), factor, sum));
      }
    }
  }
}
