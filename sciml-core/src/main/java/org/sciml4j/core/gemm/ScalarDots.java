package org.sciml4j.core.gemm;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.lang.foreign.ValueLayout;

/** {@link DotKernel} by plain loops. */
final class ScalarDots {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  private ScalarDots() {}

  static void floats(
      int k, int rows, long a, long aRow, long b, long to, long toRow, boolean adds) {
    for (int i = 0; i < rows; i++) {
      float sum = 0;
      for (int p = 0; p < k; p++) {
        long at = (long) p * Float.BYTES;
        float left = EVERYTHING.get(FLOAT, a + i * aRow + at);
        sum = Math.fma(left, EVERYTHING.get(FLOAT, b + at), sum);
      }
      long target = to + i * toRow;
      EVERYTHING.set(FLOAT, target, adds ? sum + EVERYTHING.get(FLOAT, target) : sum);
    }
  }

  static void doubles(
      int k, int rows, long a, long aRow, long b, long to, long toRow, boolean adds) {
    for (int i = 0; i < rows; i++) {
      double sum = 0;
      for (int p = 0; p < k; p++) {
        long at = (long) p * Double.BYTES;
        double left = EVERYTHING.get(DOUBLE, a + i * aRow + at);
        sum = Math.fma(left, EVERYTHING.get(DOUBLE, b + at), sum);
      }
      long target = to + i * toRow;
      EVERYTHING.set(DOUBLE, target, adds ? sum + EVERYTHING.get(DOUBLE, target) : sum);
    }
  }
}
