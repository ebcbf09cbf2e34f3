package org.sciml4j.core.minimize;

/**
 * A function of the distance along a line, {@code phi(a) = f(x + a d)}, as a line search sees it.
 */
public interface LineFunction {
  /** Evaluates value and slope at one distance. */
  void evaluate(double step);

  /** {@code phi} where it was last evaluated; NaN or an infinity where it is not defined. */
  double value();

  /** {@code phi'} where it was last evaluated; NaN or an infinity where it is not defined. */
  double slope();
}
