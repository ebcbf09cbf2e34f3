package org.sciml4j.core.nn.activation;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;

/**
 * {@code x where x > 0, else slope x} (Maas, Hannun, Ng 2013, ICML).
 *
 * @param slope for negative numbers, finite
 */
public record LeakyRelu(double slope) implements Activation {
  /**
   * Checks the slope.
   *
   * @throws InvalidInputException if it is not a finite number
   */
  public LeakyRelu {
    if (!(Double.isFinite(slope))) {
      throw new InvalidInputException("slope", slope, "a finite number", "correct it");
    }
  }

  @Override
  public String kind() {
    return "LeakyReLU";
  }

  @Override
  public Value of(Value x) {
    return x.greaterThan(x.filled(0)).select(x, x.times(slope));
  }
}
