package org.sciml4j.sindy.regression;

import java.util.Arrays;

/**
 * A triangular factor over an ordered set of columns, with one target beside it, from which columns
 * are dropped by Givens rotations.
 *
 * @param columns in their order
 * @param rows {@code [R | z]}, one per column
 * @param outside what all columns leave of ‖y‖²
 */
record DropColumn(int[] columns, double[][] rows, double outside) {
  /** All columns of a problem of one target, in another order. */
  static DropColumn root(LeastSquaresProblem problem, int[] order) {
    int n = order.length;
    double[][] rows = new double[n][n + 1];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        rows[i][j] = problem.r()[i][order[j]];
      }
      rows[i][n] = problem.z()[0][i];
    }
    double[] sums = new double[n + 1];
    for (int k = 0; k < n; k++) {
      Reflection.eliminate(rows[k], rows, k + 1, n, k, sums);
    }
    return new DropColumn(order, rows, problem.outside()[0]);
  }

  /** The squared residual of the fit by the first columns. */
  double residualOfFirst(int count) {
    int n = columns.length;
    double sum = outside;
    for (int i = n - 1; i >= count; i--) {
      sum += rows[i][n] * rows[i][n];
    }
    return sum;
  }

  /** The factor without the column at a position. */
  DropColumn without(int position) {
    int n = columns.length;
    int[] left = new int[n - 1];
    System.arraycopy(columns, 0, left, 0, position);
    System.arraycopy(columns, position + 1, left, position, n - 1 - position);
    double[][] smaller = new double[n][n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(rows[i], 0, smaller[i], 0, position);
      System.arraycopy(rows[i], position + 1, smaller[i], position, n - position);
    }
    for (int k = position; k < n - 1; k++) {
      rotate(smaller[k], smaller[k + 1], k);
    }
    double rest = smaller[n - 1][n - 1];
    return new DropColumn(left, Arrays.copyOf(smaller, n - 1), outside + rest * rest);
  }

  private static void rotate(double[] upper, double[] lower, int k) {
    double length = Math.hypot(upper[k], lower[k]);
    if (length == 0) {
      return;
    }
    double cosine = upper[k] / length;
    double sine = lower[k] / length;
    for (int j = k; j < upper.length; j++) {
      double a = upper[j];
      double b = lower[j];
      upper[j] = cosine * a + sine * b;
      lower[j] = cosine * b - sine * a;
    }
  }
}
