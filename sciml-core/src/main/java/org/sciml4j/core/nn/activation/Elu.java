package org.sciml4j.core.nn.activation;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;

/**
 * {@code x where x > 0, else α (e^x - 1)} (Clevert, Unterthiner, Hochreiter 2016, arXiv:1511.07289,
 * eq. 15).
 *
 * @param alpha α, finite
 */
public record Elu(double alpha) implements Activation {
  /**
   * Checks the alpha.
   *
   * @throws InvalidInputException if it is not a finite number
   */
  public Elu {
    if (!(Double.isFinite(alpha))) {
      throw new InvalidInputException("alpha", alpha, "a finite number", "correct it");
    }
  }

  @Override
  public String kind() {
    return "ELU";
  }

  @Override
  public Value of(Value x) {
    Value isPositive = x.greaterThan(x.filled(0));
    Value negative = isPositive.select(x.filled(0), x); // keeps e^x of large x out of both branches
    return isPositive.select(x, negative.expm1().times(alpha));
  }
}
