package org.sciml4j.core.gemm;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.lang.foreign.ValueLayout;
import org.sciml4j.core.tensor.DType;

/**
 * A {@link TileKernel} of plain loops, with the same order of summation as the generated ones and
 * so the same bits.
 *
 * @param width columns of a tile
 */
record ScalarTile(DType dtype, int width) implements TileKernel {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  @Override
  public void run(
      int k, int rows, long a, long aRow, long aStep, long b, long bStep, long c, long cRow) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < width; j++) {
        long bColumn = b + (long) j * dtype.bytes();
        long to = c + i * cRow + (long) j * dtype.bytes();
        if (dtype == DType.F32) {
          EVERYTHING.set(FLOAT, to, singleSum(k, a + i * aRow, aStep, bColumn, bStep));
        } else {
          EVERYTHING.set(DOUBLE, to, doubleSum(k, a + i * aRow, aStep, bColumn, bStep));
        }
      }
    }
  }

  private static float singleSum(int k, long a, long aStep, long b, long bStep) {
    float sum = 0;
    for (int p = 0; p < k; p++) {
      float left = EVERYTHING.get(FLOAT, a + p * aStep);
      sum = Math.fma(left, EVERYTHING.get(FLOAT, b + p * bStep), sum);
    }
    return sum;
  }

  private static double doubleSum(int k, long a, long aStep, long b, long bStep) {
    double sum = 0;
    for (int p = 0; p < k; p++) {
      double left = EVERYTHING.get(DOUBLE, a + p * aStep);
      sum = Math.fma(left, EVERYTHING.get(DOUBLE, b + p * bStep), sum);
    }
    return sum;
  }
}
