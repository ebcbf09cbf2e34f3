package org.sciml4j.sindy.regression;

/**
 * What a sparse regression has found.
 *
 * @param coefficients in the units of the columns, {@code [target][column]}, zero for columns left
 *     out
 * @param inclusion how probable it is that a column stays, {@code [target][column]}; empty where
 *     the method does not tell
 */
public record Selection(double[][] coefficients, double[][] inclusion) {
  /** Of a method that does not tell how probable its columns are. */
  static Selection of(double[][] coefficients) {
    return new Selection(coefficients, new double[0][]);
  }
}
