package org.sciml4j.sindy.regression;

import java.util.Arrays;

/**
 * Forward regression orthogonal least squares (Billings, Chen &amp; Korenberg 1989, Int. J. Control
 * 49, 2157): the column that explains most of what is left of the target after removing its part in
 * the columns already taken comes next; its error reduction ratio is (qᵀy)²/(qᵀq yᵀy).
 *
 * @param size how the number of terms is chosen
 */
public record Frols(ModelSize size) implements SparseRegression {
  /** A column of which less than this is left after orthogonalisation is a combination. */
  private static final double DEPENDENT = 1e-12;

  /**
   * The order in which columns are taken.
   *
   * @param order columns, the first explains most
   * @param ratios their error reduction ratios
   */
  public record Ranking(int[] order, double[] ratios) {}

  @Override
  public double[][] coefficients(LeastSquaresProblem problem) {
    return problem.eachTarget(target -> fit(problem, target));
  }

  private double[] fit(LeastSquaresProblem problem, int target) {
    Ranking ranking = rank(problem, target);
    double total = problem.squaredTarget(target);
    double[] residuals = new double[ranking.order().length + 1];
    residuals[residuals.length - 1] = problem.outside()[target];
    for (int k = residuals.length - 1; k > 0; k--) {
      residuals[k - 1] = residuals[k] + ranking.ratios()[k - 1] * total;
    }
    int terms = size.choose(problem, target, residuals);
    int[] support = Arrays.copyOf(ranking.order(), terms);
    Arrays.sort(support);
    return Support.leastSquares(problem, target, support);
  }

  /** Ranks the independent columns for one target. */
  public Ranking rank(LeastSquaresProblem problem, int target) {
    int n = problem.columns();
    double[][] q = columns(problem);
    double[] norms = problem.columnNorms();
    double[] z = problem.z()[target].clone();
    double total = problem.squaredTarget(target);
    int[] order = new int[n];
    double[] ratios = new double[n];
    boolean[] taken = new boolean[n];
    for (int k = 0; k < n; k++) {
      int best = -1;
      double most = -1;
      for (int j = 0; j < n; j++) {
        double squared = taken[j] ? 0 : dot(q[j], q[j]);
        if (squared > square(DEPENDENT * norms[j])) {
          double explained = square(dot(q[j], z)) / squared;
          if (explained > most) {
            most = explained;
            best = j;
          }
        }
      }
      if (best < 0) {
        return new Ranking(Arrays.copyOf(order, k), Arrays.copyOf(ratios, k));
      }
      order[k] = best;
      ratios[k] = total == 0 ? 0 : most / total;
      taken[best] = true;
      deflate(q, z, taken, best);
    }
    return new Ranking(order, ratios);
  }

  /** Makes what is left orthogonal to a column, twice for the rounding errors of the first time. */
  private static void deflate(double[][] q, double[] z, boolean[] taken, int column) {
    double[] unit = q[column];
    double norm = Math.sqrt(dot(unit, unit));
    for (int i = 0; i < unit.length; i++) {
      unit[i] /= norm;
    }
    for (int pass = 0; pass < 2; pass++) {
      subtract(z, unit);
      for (int j = 0; j < q.length; j++) {
        if (!taken[j]) {
          subtract(q[j], unit);
        }
      }
    }
  }

  private static void subtract(double[] v, double[] unit) {
    double part = dot(v, unit);
    for (int i = 0; i < v.length; i++) {
      v[i] -= part * unit[i];
    }
  }

  private static double[][] columns(LeastSquaresProblem problem) {
    int n = problem.columns();
    double[][] q = new double[n][n];
    for (int j = 0; j < n; j++) {
      for (int i = 0; i <= j; i++) {
        q[j][i] = problem.r()[i][j];
      }
    }
    return q;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double square(double x) {
    return x * x;
  }
}
