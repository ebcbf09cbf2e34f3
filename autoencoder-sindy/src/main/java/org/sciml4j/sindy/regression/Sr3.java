package org.sciml4j.sindy.regression;

/**
 * Sparse relaxed regularized regression (Zheng, Askham, Brunton, Kutz &amp; Aravkin 2019, IEEE
 * Access 7, 1404, algorithm 1): least squares pulled towards u and the penalty's minimiser u near w
 * take turns.
 *
 * @param relaxation penalty and steps
 * @param normalized whether columns are divided by their Euclidean norm first
 * @param unbiased whether the terms of u are fitted a last time by least squares
 */
public record Sr3(Relaxation relaxation, boolean normalized, boolean unbiased)
    implements SparseRegression {
  /** Raw columns and a last fit by least squares. */
  public static Sr3 of(Relaxation relaxation) {
    return new Sr3(relaxation, false, true);
  }

  @Override
  public double[][] coefficients(LeastSquaresProblem problem) {
    Identifiability.of(problem).require();
    relaxation.requireShape(problem);
    double[] scales =
        normalized ? problem.columnNorms() : Thresholding.everywhere(1, problem.columns());
    LeastSquaresProblem relaxed = problem.dividedBy(scales).withRidge(1 / relaxation.nu());
    double[][] result = new double[problem.targets()][];
    for (int target = 0; target < result.length; target++) {
      double[] u = iterate(relaxed, target);
      for (int j = 0; j < u.length; j++) {
        u[j] /= scales[j];
      }
      result[target] = unbiased ? Support.leastSquares(problem, target, Support.of(u)) : u;
    }
    return result;
  }

  private double[] iterate(LeastSquaresProblem relaxed, int target) {
    double[] free = relaxed.solve(target);
    double[] u = relaxation.proximal(target, free);
    for (int i = 1; i < relaxation.iterations(); i++) {
      double[] pull = NormalEquations.solve(relaxed.r(), u, 1 / relaxation.nu());
      for (int j = 0; j < pull.length; j++) {
        pull[j] += free[j];
      }
      double[] next = relaxation.proximal(target, pull);
      boolean settled = relaxation.settled(u, next);
      u = next;
      if (settled) {
        break;
      }
    }
    return u;
  }
}
