package org.sciml4j.core.nn.init;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.Tensor;

/**
 * Draws of mean zero and variance {@code scale / fan}: the family of which Glorot's, He's and
 * LeCun's initialisers are members.
 *
 * @param scale variance times fan, above zero
 * @param fan number of connections
 * @param distribution what is drawn from
 */
public record VarianceScaling(double scale, Fan fan, Distribution distribution)
    implements Initializer {
  /**
   * Checks the scale.
   *
   * @throws InvalidInputException if it is not a finite number above zero
   */
  public VarianceScaling {
    if (!(scale > 0) || !Double.isFinite(scale)) {
      throw new InvalidInputException("scale", scale, "a finite number above 0", "correct it");
    }
  }

  /** What is drawn from. */
  public enum Distribution {
    /** The uniform distribution on {@code ±√(3 scale / fan)}. */
    UNIFORM,
    /** The normal distribution without what lies beyond two of its standard deviations. */
    TRUNCATED_NORMAL
  }

  @Override
  public void fill(Tensor tensor, RandomKey key) {
    double variance = scale / Math.max(1, fan.of(tensor.shape()));
    double limit = Math.sqrt(3 * variance);
    Initializer drawn =
        switch (distribution) {
          case UNIFORM -> new Uniform(-limit, limit);
          case TRUNCATED_NORMAL -> new TruncatedNormal(Math.sqrt(variance));
        };
    drawn.fill(tensor, key);
  }
}
