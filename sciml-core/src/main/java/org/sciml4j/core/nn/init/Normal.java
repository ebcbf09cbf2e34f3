package org.sciml4j.core.nn.init;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.Tensor;

/**
 * Independent draws of the normal distribution, not truncated.
 *
 * @param mean its mean
 * @param deviation its standard deviation, zero or more
 */
public record Normal(double mean, double deviation) implements Initializer {
  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if one is not finite or the deviation negative
   */
  public Normal {
    if (!(deviation >= 0) || !Double.isFinite(deviation) || !Double.isFinite(mean)) {
      throw new InvalidInputException(
          "normal distribution",
          "of mean " + mean + " and deviation " + deviation,
          "finite numbers, the deviation not negative",
          "correct them");
    }
  }

  @Override
  public void fill(Tensor tensor, RandomKey key) {
    Draw.each(tensor, i -> mean + deviation * key.normal(i));
  }
}
