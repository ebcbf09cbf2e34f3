package org.sciml4j.core.nn.init;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.Tensor;

/**
 * Independent draws of the normal distribution of mean zero, those beyond two standard deviations
 * drawn again; what is left has the standard deviation asked for.
 *
 * @param deviation standard deviation of the draws, zero or more
 */
public record TruncatedNormal(double deviation) implements Initializer {
  private static final double CUT = 2;

  /** Standard deviation of the standard normal distribution cut at ±2. */
  private static final double SHRINKAGE = 0.87962566103423978;

  /**
   * Checks the number.
   *
   * @throws InvalidInputException if it is negative or not finite
   */
  public TruncatedNormal {
    if (!(deviation >= 0) || !Double.isFinite(deviation)) {
      throw new InvalidInputException(
          "deviation", deviation, "a finite number, not negative", "correct it");
    }
  }

  @Override
  public void fill(Tensor tensor, RandomKey key) {
    Draw.each(tensor, i -> deviation / SHRINKAGE * truncated(key, i));
  }

  private static double truncated(RandomKey key, long i) {
    double draw = key.normal(i);
    for (long attempt = 1; Math.abs(draw) > CUT; attempt++) {
      draw = key.child(attempt).normal(i);
    }
    return draw;
  }
}
