package org.sciml4j.core.minimize;

/** Residuals {@code r(x)} whose sum of squares is to be minimised, with their Jacobian. */
public interface ResidualFunction {
  /** Number of residuals, m. */
  int residuals();

  /** Number of parameters, n. */
  int parameters();

  /**
   * Evaluates everything at {@code x}; NaN or an infinity where the function is not defined.
   *
   * @param x the parameters, n of them; not to be written
   * @param residuals receives the m residuals
   * @param jacobian receives {@code dr_i / dx_j} in row i and column j, m by n, zero beforehand
   */
  void evaluate(double[] x, double[] residuals, double[][] jacobian);
}
