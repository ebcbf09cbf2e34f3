package org.sciml4j.core.nn.regularizer;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Regularizer;

/**
 * {@code λ Σ |w|} (Tibshirani 1996, J. R. Stat. Soc. B 58:267).
 *
 * @param lambda λ, zero or more
 */
public record L1(double lambda) implements Regularizer {
  /**
   * Checks the number.
   *
   * @throws InvalidInputException if it is negative or not finite
   */
  public L1 {
    if (!(lambda >= 0) || !Double.isFinite(lambda)) {
      throw new InvalidInputException(
          "lambda", lambda, "a finite number, not negative", "correct it");
    }
  }

  @Override
  public Value of(Value weights) {
    return weights.abs().sum().times(lambda);
  }
}
