package org.sciml4j.core.minimize;

import java.util.Arrays;
import java.util.Optional;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Residuals {@code r + J dx} near a point, from a QR decomposition of J with columns scaled to
 * length one, which does not square the condition number and is indifferent to the parameters'
 * units.
 */
final class LinearizedResiduals {
  private final double[] length;
  private final QRDecomposition qr;

  private LinearizedResiduals(double[] length, QRDecomposition qr) {
    this.length = length;
    this.qr = qr;
  }

  /** Nothing if J, of n columns, is singular to working precision. */
  static Optional<LinearizedResiduals> of(double[][] jacobian, int n) {
    double[] length = new double[n];
    for (double[] row : jacobian) {
      Arrays.setAll(length, j -> Math.hypot(length[j], row[j]));
    }
    if (!Arrays.stream(length).allMatch(l -> l > 0 && l < Double.POSITIVE_INFINITY)) {
      return Optional.empty();
    }
    double[][] scaled = new double[jacobian.length][n];
    for (int i = 0; i < scaled.length; i++) {
      double[] row = jacobian[i];
      Arrays.setAll(scaled[i], j -> row[j] / length[j]);
    }
    double threshold = scaled.length * Math.ulp(1.0);
    QRDecomposition qr = new QRDecomposition(new Array2DRowRealMatrix(scaled, false), threshold);
    return qr.getSolver().isNonSingular()
        ? Optional.of(new LinearizedResiduals(length, qr))
        : Optional.empty();
  }

  /** The dx that minimises {@code |r + J dx|}, in units of {@code 1 / |column of J|}. */
  RealVector scaledStep(double[] residuals) {
    return qr.getSolver().solve(new ArrayRealVector(residuals, false)).mapMultiplyToSelf(-1);
  }

  /** A point moved by a scaled step. */
  RealVector moved(double[] x, RealVector scaledStep) {
    double[] moved = x.clone();
    Arrays.setAll(moved, j -> x[j] + scaledStep.getEntry(j) / length[j]);
    return new ArrayRealVector(moved, false);
  }

  /** {@code (J'J)^-1}, n by n. */
  double[][] inverseNormalMatrix() {
    int n = length.length;
    double[][] r = invertedTriangle(qr.getR(), n);
    double[][] inverse = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int k = Math.max(i, j); k < n; k++) {
          sum += r[i][k] * r[j][k];
        }
        inverse[i][j] = sum / (length[i] * length[j]);
      }
    }
    return inverse;
  }

  private static double[][] invertedTriangle(RealMatrix r, int n) {
    double[][] inverse = new double[n][n];
    for (int j = 0; j < n; j++) {
      inverse[j][j] = 1 / r.getEntry(j, j);
      for (int i = j - 1; i >= 0; i--) {
        double sum = 0;
        for (int k = i + 1; k <= j; k++) {
          sum += r.getEntry(i, k) * inverse[k][j];
        }
        inverse[i][j] = -sum / r.getEntry(i, i);
      }
    }
    return inverse;
  }
}
