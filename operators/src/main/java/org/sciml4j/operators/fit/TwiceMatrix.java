package org.sciml4j.operators.fit;

import org.sciml4j.core.correlation.DoubleDouble;

/**
 * A dense matrix in twice the working precision, stored by rows. Mutable; for this package only.
 */
final class TwiceMatrix {
  private final int rows;
  private final int columns;
  private final double[][] hi;
  private final double[][] lo;

  TwiceMatrix(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    hi = new double[rows][columns];
    lo = new double[rows][columns];
  }

  static TwiceMatrix identity(int n) {
    TwiceMatrix identity = new TwiceMatrix(n, n);
    for (int i = 0; i < n; i++) {
      identity.set(i, i, DoubleDouble.ONE);
    }
    return identity;
  }

  static TwiceMatrix column(DoubleDouble[] values) {
    TwiceMatrix column = new TwiceMatrix(values.length, 1);
    for (int i = 0; i < values.length; i++) {
      column.set(i, 0, values[i]);
    }
    return column;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  DoubleDouble get(int i, int j) {
    return new DoubleDouble(hi[i][j], lo[i][j]);
  }

  double value(int i, int j) {
    return hi[i][j];
  }

  void set(int i, int j, DoubleDouble value) {
    hi[i][j] = value.hi();
    lo[i][j] = value.lo();
  }

  void add(int i, int j, DoubleDouble value) {
    set(i, j, get(i, j).plus(value));
  }

  void swapRows(int i, int j) {
    double[] high = hi[i];
    hi[i] = hi[j];
    hi[j] = high;
    double[] low = lo[i];
    lo[i] = lo[j];
    lo[j] = low;
  }

  TwiceMatrix transpose() {
    TwiceMatrix transpose = new TwiceMatrix(columns, rows);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        transpose.hi[j][i] = hi[i][j];
        transpose.lo[j][i] = lo[i][j];
      }
    }
    return transpose;
  }

  TwiceMatrix times(TwiceMatrix other) {
    TwiceMatrix turned = other.transpose();
    TwiceMatrix product = new TwiceMatrix(rows, other.columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < other.columns; j++) {
        product.set(i, j, dot(this, i, turned, j, 0, columns));
      }
    }
    return product;
  }

  TwiceMatrix plus(TwiceMatrix other) {
    TwiceMatrix sum = new TwiceMatrix(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        sum.set(i, j, get(i, j).plus(other.get(i, j)));
      }
    }
    return sum;
  }

  TwiceMatrix minus(TwiceMatrix other) {
    return plus(other.times(-1));
  }

  TwiceMatrix times(double factor) {
    TwiceMatrix product = new TwiceMatrix(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        product.set(i, j, get(i, j).times(factor));
      }
    }
    return product;
  }

  /** Rows and columns chosen by number. */
  TwiceMatrix select(int[] chosenRows, int[] chosenColumns) {
    TwiceMatrix part = new TwiceMatrix(chosenRows.length, chosenColumns.length);
    for (int i = 0; i < chosenRows.length; i++) {
      for (int j = 0; j < chosenColumns.length; j++) {
        part.set(i, j, get(chosenRows[i], chosenColumns[j]));
      }
    }
    return part;
  }

  double[] columnValues(int j) {
    double[] values = new double[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = hi[i][j];
    }
    return values;
  }

  /** {@code sum_{k = from}^{to - 1} a[i][k] b[j][k]}. */
  static DoubleDouble dot(TwiceMatrix a, int i, TwiceMatrix b, int j, int from, int to) {
    double[] x = a.hi[i];
    double[] xLow = a.lo[i];
    double[] y = b.hi[j];
    double[] yLow = b.lo[j];
    double s = 0;
    double c = 0;
    for (int k = from; k < to; k++) {
      double p = x[k] * y[k];
      double e = Math.fma(x[k], y[k], -p) + (x[k] * yLow[k] + xLow[k] * y[k]);
      double t = s + p;
      double z = t - s;
      double f = ((s - (t - z)) + (p - z)) + (c + e);
      s = t + f;
      c = f - (s - t);
    }
    return new DoubleDouble(s, c);
  }

  /** {@code a[i] += factor * b[j]}, row by row. */
  static void addScaledRow(TwiceMatrix a, int i, TwiceMatrix b, int j, DoubleDouble factor) {
    double[] x = a.hi[i];
    double[] xLow = a.lo[i];
    double[] y = b.hi[j];
    double[] yLow = b.lo[j];
    double f = factor.hi();
    double fLow = factor.lo();
    for (int k = 0; k < x.length; k++) {
      double p = f * y[k];
      double e = Math.fma(f, y[k], -p) + (f * yLow[k] + fLow * y[k]);
      double t = x[k] + p;
      double z = t - x[k];
      double low = ((x[k] - (t - z)) + (p - z)) + (xLow[k] + e);
      x[k] = t + low;
      xLow[k] = low - (x[k] - t);
    }
  }
}
