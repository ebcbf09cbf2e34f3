package org.sciml4j.sindy.regression;

import java.util.List;
import org.sciml4j.core.InvalidInputException;

/** Rows of Θ and Y as the caller holds them: columns and targets in arrays of their own. */
record RowBlock(List<String> names, double[][] theta, double[][] y, double[] weights) {
  /** Fewer rows per column than this are left to reflections. */
  private static final int TALL = 2;

  void requireShape(int columns, int targets, int rows) {
    if (theta.length != columns) {
      throw new InvalidInputException(
          "theta", theta.length + " columns", columns + " columns", "give one array per name");
    }
    if (y.length != targets) {
      throw new InvalidInputException(
          "y", y.length + " targets", targets + " targets", "give one array per target");
    }
    for (int c = 0; c < columns; c++) {
      requireLength("column " + names.get(c), theta[c].length, rows);
    }
    for (int t = 0; t < targets; t++) {
      requireLength("target " + t, y[t].length, rows);
    }
    if (weights != null) {
      requireLength("weights", weights.length, rows);
    }
  }

  private static void requireLength(String name, int length, int rows) {
    if (length < rows) {
      throw new InvalidInputException(
          name,
          length + " rows",
          rows + " rows",
          "give all columns, targets and weights one length");
    }
  }

  /** The triangle of the rows {@code from} to {@code to - 1}. */
  Triangle factor(int from, int to, CholeskyQr workspace) {
    int rows = to - from;
    if (rows >= TALL * theta.length) {
      copy(from, rows, workspace.data(), workspace.height());
      Triangle fast = workspace.factor(rows);
      if (fast != null) {
        return fast;
      }
    }
    requireFinite(from, to);
    Triangle result = Triangle.empty(theta.length, y.length);
    result.absorb(denseRows(from, to));
    return result;
  }

  private double[] columnOrTarget(int index) {
    return index < theta.length ? theta[index] : y[index - theta.length];
  }

  private int width() {
    return theta.length + y.length;
  }

  private void copy(int from, int rows, double[] data, int height) {
    double[] roots = weights == null ? null : roots(from, rows);
    for (int c = 0; c < width(); c++) {
      double[] column = columnOrTarget(c);
      int at = c * height;
      if (roots == null) {
        System.arraycopy(column, from, data, at, rows);
      } else {
        for (int i = 0; i < rows; i++) {
          data[at + i] = roots[i] * column[from + i];
        }
      }
    }
  }

  private double[] roots(int from, int rows) {
    double[] roots = new double[rows];
    for (int i = 0; i < rows; i++) {
      double weight = weights[from + i];
      if (!(weight >= 0 && weight <= Double.MAX_VALUE)) {
        throw new InvalidInputException(
            "weight of row " + (from + i), weight, "a finite number not below 0", "correct it");
      }
      roots[i] = Math.sqrt(weight);
    }
    return roots;
  }

  private double[][] denseRows(int from, int to) {
    double[] roots = weights == null ? null : roots(from, to - from);
    double[][] dense = new double[to - from][width()];
    for (int c = 0; c < width(); c++) {
      double[] column = columnOrTarget(c);
      for (int i = 0; i < dense.length; i++) {
        dense[i][c] = roots == null ? column[from + i] : roots[i] * column[from + i];
      }
    }
    return dense;
  }

  private void requireFinite(int from, int to) {
    for (int c = 0; c < width(); c++) {
      double[] column = columnOrTarget(c);
      for (int i = from; i < to; i++) {
        if (!Double.isFinite(column[i])) {
          throw new InvalidInputException(
              (c < theta.length ? "column " + names.get(c) : "target " + (c - theta.length))
                  + ", row "
                  + i,
              column[i],
              "a finite number",
              "leave out rows with gaps");
        }
      }
    }
  }
}
