package org.sciml4j.core.minimize;

/**
 * Parameters that minimise a sum of squares, with what is known about their errors if the residuals
 * are independent and of one variance.
 *
 * @param parameters the minimiser, n numbers
 * @param covariance {@code s^2 (J'J)^-1}, n by n, with {@code s^2 = |r|^2 / (m - n)}; NaN where it
 *     is not determined, because there are no more residuals than parameters or the Jacobian is
 *     singular to working precision
 * @param residualNorm {@code |r|_2}
 * @param degreesOfFreedom m - n
 * @param iterations steps taken
 * @param evaluations evaluations of residuals and Jacobian
 * @param converged whether a tolerance, or the limit of rounding, was reached
 */
public record LeastSquaresFit(
    double[] parameters,
    double[][] covariance,
    double residualNorm,
    int degreesOfFreedom,
    int iterations,
    int evaluations,
    boolean converged) {

  /** Square roots of the covariance's diagonal. */
  public double[] standardErrors() {
    double[] errors = new double[parameters.length];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = Math.sqrt(covariance[i][i]);
    }
    return errors;
  }

  /** {@code s = |r|_2 / sqrt(m - n)}, the standard deviation of a residual; NaN if m = n. */
  public double residualStandardDeviation() {
    return degreesOfFreedom > 0 ? residualNorm / Math.sqrt(degreesOfFreedom) : Double.NaN;
  }
}
