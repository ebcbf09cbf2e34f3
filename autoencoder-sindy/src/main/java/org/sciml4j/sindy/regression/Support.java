package org.sciml4j.sindy.regression;

import java.util.Locale;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;

/** Sets of columns as ascending indices, and what is done with them. */
final class Support {
  private Support() {}

  static int[] all(int columns) {
    return IntStream.range(0, columns).toArray();
  }

  /** Columns with a coefficient other than zero. */
  static int[] of(double[] w) {
    return IntStream.range(0, w.length).filter(j -> w[j] != 0).toArray();
  }

  /** Coefficients of some of the columns, zero for the others. */
  static double[] spread(double[] coefficients, int[] support, int columns) {
    double[] w = new double[columns];
    for (int i = 0; i < support.length; i++) {
      w[support[i]] = coefficients[i];
    }
    return w;
  }

  /** The least-squares coefficients of one target on a set of columns. */
  static double[] leastSquares(LeastSquaresProblem problem, int target, int[] support) {
    double[] w = problem.target(target).restrictedTo(support).solve(0);
    return spread(w, support, problem.columns());
  }

  /** Refuses a fit without terms, unless the target is zero. */
  static void requireTerms(LeastSquaresProblem problem, int target, double[] w, Object method) {
    if (of(w).length > 0 || problem.squaredTarget(target) == 0) {
      return;
    }
    throw new InvalidInputException(
        "threshold",
        "too high, " + method.getClass().getSimpleName() + " drops every term of target " + target,
        "one that leaves a term",
        "lower it; the largest coefficient before is " + largest(problem, target));
  }

  /** The largest coefficient of least squares with all columns, and its column, as text. */
  static String largest(LeastSquaresProblem problem, int target) {
    double[] full =
        Identifiability.of(problem).holds() ? problem.solve(target) : oneByOne(problem, target);
    int largest =
        IntStream.range(0, full.length)
            .reduce((a, b) -> Math.abs(full[b]) > Math.abs(full[a]) ? b : a)
            .orElseThrow();
    return String.format(Locale.ROOT, "%.6g of %s", full[largest], problem.names().get(largest));
  }

  /** Coefficients of fits by one column each. */
  private static double[] oneByOne(LeastSquaresProblem problem, int target) {
    return IntStream.range(0, problem.columns())
        .mapToDouble(
            j ->
                problem.columnNorm(j) == 0 ? 0 : problem.target(target).restrictedTo(j).solve(0)[0])
        .toArray();
  }
}
