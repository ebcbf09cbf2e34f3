package org.sciml4j.sindy.regression;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/** Least squares with coefficients not below zero (Lawson &amp; Hanson 1974, chapter 23, NNLS). */
final class NonNegative {
  private static final double TOLERANCE = 1e-13;
  private static final int STEPS_PER_COLUMN = 10;

  private NonNegative() {}

  /** The x ≥ 0 of least ‖a x - b‖. */
  static double[] solve(RealMatrix a, RealVector b) {
    int n = a.getColumnDimension();
    double[] x = new double[n];
    boolean[] passive = new boolean[n];
    boolean[] refused = new boolean[n];
    double size = b.getNorm();
    for (int step = 0; step < STEPS_PER_COLUMN * n; step++) {
      RealVector residual = b.subtract(a.operate(MatrixUtils.createRealVector(x)));
      int entering = steepest(a, residual, passive, refused, size);
      if (entering < 0) {
        break;
      }
      passive[entering] = true;
      double[] trial = unconstrained(a, b, passive);
      if (trial[entering] <= 0) {
        passive[entering] = false;
        refused[entering] = true;
        continue;
      }
      Arrays.fill(refused, false);
      retreat(a, b, x, passive, trial);
    }
    return x;
  }

  private static int steepest(
      RealMatrix a, RealVector residual, boolean[] passive, boolean[] refused, double size) {
    int best = -1;
    double most = TOLERANCE * size;
    for (int j = 0; j < passive.length; j++) {
      if (!passive[j] && !refused[j]) {
        RealVector column = a.getColumnVector(j);
        double norm = column.getNorm();
        double slope = norm == 0 ? 0 : column.dotProduct(residual) / norm;
        if (slope > most) {
          most = slope;
          best = j;
        }
      }
    }
    return best;
  }

  /** Walks from x towards the trial point, dropping columns that would become negative. */
  private static void retreat(
      RealMatrix a, RealVector b, double[] x, boolean[] passive, double[] first) {
    double[] trial = first;
    while (true) {
      double part = 1;
      int blocking = -1;
      for (int j = 0; j < x.length; j++) {
        if (passive[j] && trial[j] <= 0 && x[j] / (x[j] - trial[j]) < part) {
          part = x[j] / (x[j] - trial[j]);
          blocking = j;
        }
      }
      for (int j = 0; j < x.length; j++) {
        if (passive[j]) {
          x[j] += part * (trial[j] - x[j]);
        }
      }
      if (blocking < 0) {
        return;
      }
      for (int j = 0; j < x.length; j++) {
        if (passive[j] && (j == blocking || x[j] <= 0)) {
          x[j] = 0;
          passive[j] = false;
        }
      }
      trial = unconstrained(a, b, passive);
    }
  }

  private static double[] unconstrained(RealMatrix a, RealVector b, boolean[] passive) {
    int[] columns = IntStream.range(0, passive.length).filter(j -> passive[j]).toArray();
    double[] x = new double[passive.length];
    if (columns.length == 0) {
      return x;
    }
    RealMatrix part = MatrixUtils.createRealMatrix(a.getRowDimension(), columns.length);
    for (int k = 0; k < columns.length; k++) {
      part.setColumnVector(k, a.getColumnVector(columns[k]));
    }
    QRDecomposition qr = new QRDecomposition(part, TOLERANCE * a.getNorm1());
    if (columns.length > a.getRowDimension() || !qr.getSolver().isNonSingular()) {
      return x;
    }
    RealVector solution = qr.getSolver().solve(b);
    for (int k = 0; k < columns.length; k++) {
      x[columns[k]] = solution.getEntry(k);
    }
    return x;
  }
}
