package org.sciml4j.sindy.regression;

/** A method that fits each target by few of the columns. */
@FunctionalInterface
public interface SparseRegression {
  /**
   * Coefficients in the units of the columns, zero for columns left out; a target may be left with
   * none.
   *
   * @return for each target, for each column
   * @throws org.sciml4j.core.InvalidInputException if the data do not determine the coefficients
   */
  double[][] coefficients(LeastSquaresProblem problem);

  /** Whether it draws or splits rows, and so is to be given them by {@link #select}. */
  default boolean needsRows() {
    return false;
  }

  /**
   * All that the method finds; a target may be left without terms.
   *
   * @throws org.sciml4j.core.InvalidInputException if the data do not determine the coefficients,
   *     or the method cannot do without rows
   */
  default Selection select(LeastSquaresProblem problem) {
    return Selection.of(coefficients(problem));
  }

  /**
   * Like {@link #select(LeastSquaresProblem)} of all rows; methods that need rows draw or split
   * them here.
   *
   * @param all the problem of all samples
   */
  default Selection select(Samples samples, LeastSquaresProblem all) {
    return select(all);
  }

  /**
   * The {@link #coefficients}, at least one for each target that is not zero.
   *
   * @return for each target, for each column
   * @throws org.sciml4j.core.InvalidInputException if a target is left without terms, telling the
   *     largest coefficient; or if the data do not determine the coefficients
   */
  default double[][] fit(LeastSquaresProblem problem) {
    return requireTerms(problem, coefficients(problem));
  }

  /**
   * Like {@link #fit(LeastSquaresProblem)} of all rows; methods that need rows use them.
   *
   * @return for each target, for each column
   */
  default double[][] fit(Samples samples) {
    LeastSquaresProblem all = samples.problem();
    return requireTerms(all, select(samples, all).coefficients());
  }

  private double[][] requireTerms(LeastSquaresProblem problem, double[][] w) {
    for (int target = 0; target < w.length; target++) {
      Support.requireTerms(problem, target, w[target], this);
    }
    return w;
  }
}
