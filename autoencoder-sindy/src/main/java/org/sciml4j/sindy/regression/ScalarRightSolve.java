package org.sciml4j.sindy.regression;

/** {@link RightSolve} by plain loops, in strips of rows that stay in the cache. */
record ScalarRightSolve() implements RightSolve {
  private static final int STRIP = 128;

  @Override
  public void divide(double[] a, int stride, int rows, double[][] r, int columns) {
    for (int from = 0; from < rows; from += STRIP) {
      int count = Math.min(STRIP, rows - from);
      for (int j = 0; j < r[0].length; j++) {
        column(a, stride, from, count, r, j, Math.min(j, columns));
        if (j < columns) {
          scale(a, j * stride + from, count, 1 / r[j][j]);
        }
      }
    }
  }

  /** Subtracts the first {@code pivots} columns from column {@code j}. */
  static void column(double[] a, int stride, int from, int count, double[][] r, int j, int pivots) {
    int at = j * stride + from;
    for (int i = 0; i < pivots; i++) {
      double factor = r[i][j];
      int pivot = i * stride + from;
      for (int k = 0; k < count; k++) {
        a[at + k] -= factor * a[pivot + k];
      }
    }
  }

  /** Multiplies consecutive elements. */
  static void scale(double[] a, int at, int count, double factor) {
    for (int k = at; k < at + count; k++) {
      a[k] *= factor;
    }
  }
}
