package org.sciml4j.sindy.regression;

/** A method that fits each target by few of the columns. */
@FunctionalInterface
public interface SparseRegression {
  /**
   * Coefficients in the units of the columns, zero for columns left out.
   *
   * @return for each target, for each column
   * @throws org.sciml4j.core.InvalidInputException if nothing is left, telling the largest
   *     coefficient before
   */
  double[][] fit(LeastSquaresProblem problem);
}
