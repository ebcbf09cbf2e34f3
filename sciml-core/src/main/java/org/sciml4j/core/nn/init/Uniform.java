package org.sciml4j.core.nn.init;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.Tensor;

/**
 * Independent draws of the uniform distribution.
 *
 * @param low lower end, included
 * @param high upper end, excluded
 */
public record Uniform(double low, double high) implements Initializer {
  /**
   * Checks the interval.
   *
   * @throws InvalidInputException if it is empty or unbounded
   */
  public Uniform {
    if (!(low < high) || !Double.isFinite(high - low)) {
      throw new InvalidInputException(
          "interval",
          "[" + low + ", " + high + ")",
          "finite ends in order",
          "swap or correct them");
    }
  }

  @Override
  public void fill(Tensor tensor, RandomKey key) {
    Draw.each(tensor, i -> low + (high - low) * key.uniform(i));
  }
}
