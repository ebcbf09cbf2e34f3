package org.sciml4j.sindy.regression;

/**
 * Householder reflections of a few rows against one pivot row (Golub &amp; Van Loan 2013, Matrix
 * Computations, algorithms 5.1.1 and 5.2.1). Rows hold the columns of the matrix first and the
 * targets after them, so that targets are carried along.
 */
final class Reflection {
  private static final double SMALLEST_SAFE = 0x1p-900;
  private static final double LARGEST_SAFE = 0x1p900;

  private Reflection() {}

  /**
   * Reflects {@code pivot} and {@code rows[from..to)} so that their column {@code k} becomes zero
   * in all rows but the pivot; columns from {@code k} on change.
   *
   * @param sums working memory as wide as a row
   */
  static void eliminate(double[] pivot, double[][] rows, int from, int to, int k, double[] sums) {
    double below = norm(rows, from, to, k);
    if (below == 0) {
      return;
    }
    int width = pivot.length;
    double head = pivot[k];
    double beta = -Math.copySign(Math.hypot(head, below), head);
    double first = head - beta;
    double tau = -first / beta;
    System.arraycopy(pivot, k, sums, k, width - k);
    for (int i = from; i < to; i++) {
      double[] row = rows[i];
      double v = row[k] / first;
      row[k] = v;
      for (int j = k + 1; j < width; j++) {
        sums[j] += v * row[j];
      }
    }
    for (int j = k + 1; j < width; j++) {
      sums[j] *= tau;
      pivot[j] -= sums[j];
    }
    for (int i = from; i < to; i++) {
      double[] row = rows[i];
      double v = row[k];
      row[k] = 0;
      for (int j = k + 1; j < width; j++) {
        row[j] -= v * sums[j];
      }
    }
    pivot[k] = beta;
  }

  private static double norm(double[][] rows, int from, int to, int k) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += rows[i][k] * rows[i][k];
    }
    return sum > SMALLEST_SAFE && sum < LARGEST_SAFE
        ? Math.sqrt(sum)
        : scaledNorm(rows, from, to, k);
  }

  private static double scaledNorm(double[][] rows, int from, int to, int k) {
    double largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(rows[i][k]));
    }
    if (largest == 0) {
      return 0;
    }
    double sum = 0;
    for (int i = from; i < to; i++) {
      double scaled = rows[i][k] / largest;
      sum += scaled * scaled;
    }
    return largest * Math.sqrt(sum);
  }
}
