package org.sciml4j.sindy.regression;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Columns Θ and targets Y, reduced by an orthogonal factorisation Θ = Q R to what least squares
 * needs: for any coefficients ‖Θ w - y‖² = ‖R w - z‖² + ‖y⊥‖² with z = Qᵀ y. Every method of sparse
 * regression works on R and z, whatever the number of rows was.
 *
 * @param names of the columns, for messages
 * @param rows number of rows of Θ
 * @param r the triangular factor, {@code [row][column]}, zero below the diagonal, as many rows as
 *     columns
 * @param z for each target its components in the range of Θ
 * @param outside for each target ‖y⊥‖², which no coefficients explain
 */
public record LeastSquaresProblem(
    List<String> names, long rows, double[][] r, double[][] z, double[] outside) {
  /** Number of columns. */
  public int columns() {
    return r.length;
  }

  /** Number of targets. */
  public int targets() {
    return z.length;
  }

  /** ‖Θ w - y‖² for a target. */
  public double squaredResidual(int target, double[] w) {
    double sum = outside[target];
    for (int i = 0; i < r.length; i++) {
      double residual = -z[target][i];
      for (int j = i; j < r.length; j++) {
        residual += r[i][j] * w[j];
      }
      sum += residual * residual;
    }
    return sum;
  }

  /** The Euclidean norm of a column of Θ. */
  public double columnNorm(int column) {
    return Math.sqrt(
        IntStream.rangeClosed(0, column).mapToDouble(i -> r[i][column] * r[i][column]).sum());
  }
}
