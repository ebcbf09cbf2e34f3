package org.sciml4j.core.nn.regularizer;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Regularizer;

/**
 * {@code λ Σ w²}, without the factor 1/2 that some authors write (Goodfellow, Bengio, Courville
 * 2016, section 7.1.1).
 *
 * @param lambda λ, zero or more
 */
public record L2(double lambda) implements Regularizer {
  /**
   * Checks the number.
   *
   * @throws InvalidInputException if it is negative or not finite
   */
  public L2 {
    if (!(lambda >= 0) || !Double.isFinite(lambda)) {
      throw new InvalidInputException(
          "lambda", lambda, "a finite number, not negative", "correct it");
    }
  }

  @Override
  public Value of(Value weights) {
    return weights.square().sum().times(lambda);
  }
}
