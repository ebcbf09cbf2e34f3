package org.sciml4j.sindy.formulation;

/** Takes rows of a regression. */
@FunctionalInterface
public interface RowSink {
  /**
   * Takes some rows; the arrays may be used again afterwards.
   *
   * @param theta {@code [term][row]}
   * @param targets {@code [state][row]}
   * @param weights of the squared residuals, {@code [row]}
   * @param rows how many rows there are; arrays may be longer
   */
  void accept(double[][] theta, double[][] targets, double[] weights, int rows);
}
