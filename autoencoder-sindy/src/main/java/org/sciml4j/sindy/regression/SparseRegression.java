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

  /**
   * The {@link #coefficients}, at least one for each target that is not zero.
   *
   * @return for each target, for each column
   * @throws org.sciml4j.core.InvalidInputException if a target is left without terms, telling the
   *     largest coefficient; or if the data do not determine the coefficients
   */
  default double[][] fit(LeastSquaresProblem problem) {
    double[][] w = coefficients(problem);
    for (int target = 0; target < w.length; target++) {
      Support.requireTerms(problem, target, w[target], this);
    }
    return w;
  }

  /**
   * Like {@link #fit(LeastSquaresProblem)} of all rows; methods that draw or split rows do so here.
   *
   * @return for each target, for each column
   */
  default double[][] fit(Samples samples) {
    return fit(samples.problem());
  }
}
