package org.sciml4j.sindy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.sciml4j.sindy.regression.LeastSquaresProblem;

/**
 * The covariance of least-squares coefficients, their support taken as known: {@code s² (ΘᵀΘ)⁻¹} of
 * the columns in it, {@code s² = ‖Θ w - y‖²/(rows - terms)}.
 */
final class StandardErrors {
  private StandardErrors() {}

  /** {@code [term][term]}, zero outside the support; NaN if there are no more rows than terms. */
  static double[][] covariance(LeastSquaresProblem problem, int target, double[] w) {
    int n = w.length;
    int[] support = IntStream.range(0, n).filter(j -> w[j] != 0).toArray();
    double[][] covariance = new double[n][n];
    if (support.length == 0) {
      return covariance;
    }
    long freedom = problem.rows() - support.length;
    double variance = freedom > 0 ? problem.squaredResidual(target, w) / freedom : Double.NaN;
    double[][] inverse = inverse(problem.restrictedTo(support).r());
    for (int i = 0; i < support.length; i++) {
      for (int j = 0; j < support.length; j++) {
        double sum = 0;
        for (int k = Math.max(i, j); k < support.length; k++) {
          sum += inverse[i][k] * inverse[j][k];
        }
        covariance[support[i]][support[j]] = variance * sum;
      }
    }
    return covariance;
  }

  static double[] ofDiagonal(double[][] covariance) {
    double[] errors = new double[covariance.length];
    Arrays.setAll(errors, i -> Math.sqrt(covariance[i][i]));
    return errors;
  }

  /** Of an upper triangle. */
  private static double[][] inverse(double[][] r) {
    int n = r.length;
    double[][] inverse = new double[n][n];
    for (int column = 0; column < n; column++) {
      for (int i = column; i >= 0; i--) {
        double sum = i == column ? 1 : 0;
        for (int k = i + 1; k <= column; k++) {
          sum -= r[i][k] * inverse[k][column];
        }
        inverse[i][column] = sum / r[i][i];
      }
    }
    return inverse;
  }
}
