package org.sciml4j.sindy.regression;

import java.util.stream.IntStream;

/**
 * Stepwise sparse regressor (Boninsegna, Nüske &amp; Clementi 2018, J. Chem. Phys. 148, 241723):
 * from all columns, the one with the smallest coefficient is removed and the rest fitted again,
 * down to one; among the sizes one is chosen.
 *
 * @param size how it is chosen
 * @param normalized whether coefficients are compared as those of columns of norm one
 */
public record Ssr(ModelSize size, boolean normalized) implements SparseRegression {
  @Override
  public double[][] coefficients(LeastSquaresProblem problem) {
    Identifiability.of(problem).require();
    return problem.eachTarget(target -> fit(problem, target));
  }

  private double[] fit(LeastSquaresProblem problem, int target) {
    double[][] path = path(problem, target);
    double[] residuals = new double[path.length];
    for (int k = 0; k < path.length; k++) {
      residuals[k] = problem.squaredResidual(target, path[k]);
    }
    return path[size.choose(problem, target, residuals)];
  }

  /** The coefficients for each number of terms, from none to all columns. */
  public double[][] path(LeastSquaresProblem problem, int target) {
    int columns = problem.columns();
    double[] norms = problem.columnNorms();
    double[][] path = new double[columns + 1][columns];
    int[] support = Support.all(columns);
    LeastSquaresProblem left = problem.target(target);
    for (int k = columns; k > 0; k--) {
      double[] w = left.solve(0);
      path[k] = Support.spread(w, support, columns);
      int[] current = support;
      int smallest =
          IntStream.range(0, k)
              .reduce((a, b) -> size(w, current, norms, b) < size(w, current, norms, a) ? b : a)
              .orElseThrow();
      int[] kept = IntStream.range(0, k).filter(j -> j != smallest).toArray();
      support = IntStream.of(kept).map(j -> current[j]).toArray();
      left = left.restrictedTo(kept);
    }
    return path;
  }

  private double size(double[] w, int[] support, double[] norms, int j) {
    return Math.abs(w[j]) * (normalized ? norms[support[j]] : 1);
  }
}
