package org.sciml4j.sindy.regression;

import org.sciml4j.core.InvalidInputException;

/**
 * Least squares with an l1 penalty, min ‖Θ w - y‖²/(2n) + λ‖w‖₁ over n rows (Tibshirani 1996, J. R.
 * Stat. Soc. B 58, 267), by coordinate descent on the Gram matrix (Friedman, Hastie &amp;
 * Tibshirani 2010, J. Stat. Softw. 33, 1, covariance updates). It stops when the duality gap (Kim,
 * Koh, Lustig, Boyd &amp; Gorinevsky 2007, IEEE J. Sel. Top. Signal Process. 1, 606) proves the
 * objective right to the tolerance.
 *
 * @param lambda the penalty's weight λ
 * @param normalized whether columns are divided by their root mean square first
 * @param unbiased whether the terms found are fitted a last time without penalty
 * @param tolerance of the objective relative to ‖y‖²/(2n)
 * @param sweeps largest number of passes over the columns
 */
public record Lasso(
    double lambda, boolean normalized, boolean unbiased, double tolerance, int sweeps)
    implements SparseRegression {
  /** Checks the settings. */
  public Lasso {
    if (!(lambda > 0)) {
      throw new InvalidInputException("lambda", lambda, "above 0", "give e.g. 0.01");
    }
    if (!(tolerance > 0)) {
      throw new InvalidInputException("tolerance", tolerance, "above 0", "give e.g. 1e-10");
    }
  }

  /** Raw columns, the penalised coefficients, a gap of 1e-10. */
  public static Lasso of(double lambda) {
    return new Lasso(lambda, false, false, 1e-10, 100_000);
  }

  @Override
  public double[][] coefficients(LeastSquaresProblem problem) {
    double[] scales = problem.columnNorms();
    for (int j = 0; j < scales.length; j++) {
      scales[j] = normalized && scales[j] > 0 ? scales[j] / Math.sqrt((double) problem.rows()) : 1;
    }
    LeastSquaresProblem scaled = problem.dividedBy(scales);
    double[][] gram = gram(scaled);
    double[][] result = new double[problem.targets()][];
    for (int target = 0; target < result.length; target++) {
      double[] w = descend(scaled, gram, target);
      for (int j = 0; j < w.length; j++) {
        w[j] /= scales[j];
      }
      result[target] = unbiased ? Support.leastSquares(problem, target, Support.of(w)) : w;
    }
    return result;
  }

  private double[] descend(LeastSquaresProblem problem, double[][] gram, int target) {
    int n = problem.columns();
    double penalty = lambda * problem.rows();
    double[] w = new double[n];
    double[] slope = project(problem, target);
    double allowed = tolerance * problem.squaredTarget(target) / 2;
    for (int sweep = 0; sweep < sweeps; sweep++) {
      if (gap(problem, target, w, slope, penalty) <= allowed) {
        return w;
      }
      for (int j = 0; j < n; j++) {
        if (gram[j][j] == 0) {
          continue;
        }
        double next = soft(slope[j] + gram[j][j] * w[j], penalty) / gram[j][j];
        double change = next - w[j];
        if (change != 0) {
          w[j] = next;
          for (int i = 0; i < n; i++) {
            slope[i] -= change * gram[j][i];
          }
        }
      }
    }
    throw new InvalidInputException(
        "sweeps",
        sweeps,
        "enough for a duality gap of " + tolerance + " of the target",
        "raise it, normalise the columns or take a larger lambda");
  }

  /** Primal minus dual objective at the dual point that the residual, scaled down, is. */
  private static double gap(
      LeastSquaresProblem problem, int target, double[] w, double[] slope, double penalty) {
    double largest = 0;
    double absolute = 0;
    double fitted = 0;
    for (int j = 0; j < w.length; j++) {
      largest = Math.max(largest, Math.abs(slope[j]));
      absolute += Math.abs(w[j]);
      fitted += w[j] * slope[j];
    }
    double squared = problem.squaredResidual(target, w);
    double shrink = largest > penalty ? penalty / largest : 1;
    double withTarget = squared + fitted;
    return squared / 2 + penalty * absolute + shrink * shrink * squared / 2 - shrink * withTarget;
  }

  private static double soft(double x, double threshold) {
    return Math.copySign(Math.max(0, Math.abs(x) - threshold), x);
  }

  /** Θᵀ y. */
  private static double[] project(LeastSquaresProblem problem, int target) {
    double[] slope = new double[problem.columns()];
    for (int j = 0; j < slope.length; j++) {
      for (int i = 0; i <= j; i++) {
        slope[j] += problem.r()[i][j] * problem.z()[target][i];
      }
    }
    return slope;
  }

  /** Θᵀ Θ. */
  private static double[][] gram(LeastSquaresProblem problem) {
    int n = problem.columns();
    double[][] gram = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k <= Math.min(i, j); k++) {
          gram[i][j] += problem.r()[k][i] * problem.r()[k][j];
        }
      }
    }
    return gram;
  }
}
