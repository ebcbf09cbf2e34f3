package org.sciml4j.sindy.regression;

import java.util.stream.IntStream;

/** The loop of fitting and dropping that all sequentially thresholded methods share. */
final class Thresholding {
  private Thresholding() {}

  /**
   * Drops the columns whose coefficient is outside the bounds and fits again, until nothing is
   * dropped.
   *
   * @param problem of one target
   * @param least smallest magnitude of each coefficient that stays
   * @param most largest magnitude of each coefficient that stays
   * @return the coefficients, zero where dropped
   */
  static double[] sweep(
      LeastSquaresProblem problem, double[] least, double[] most, int iterations) {
    LeastSquaresProblem left = problem;
    int[] support = Support.all(problem.columns());
    double[] w = left.solve(0);
    for (int i = 0; i < iterations; i++) {
      double[] fitted = w;
      int[] columns = support;
      int[] kept =
          IntStream.range(0, w.length)
              .filter(
                  j ->
                      Math.abs(fitted[j]) >= least[columns[j]]
                          && Math.abs(fitted[j]) <= most[columns[j]])
              .toArray();
      if (kept.length == support.length) {
        break;
      }
      support = IntStream.of(kept).map(j -> columns[j]).toArray();
      left = left.restrictedTo(kept);
      w = left.solve(0);
    }
    return Support.spread(w, support, problem.columns());
  }

  /** The same bound for every column. */
  static double[] everywhere(double bound, int columns) {
    return IntStream.range(0, columns).mapToDouble(j -> bound).toArray();
  }
}
