package org.sciml4j.pde.rhs;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Regularizer;

/**
 * {@code λ Σ ℓ(w)}, {@code ℓ(w) = |w| - s/2} beyond s and {@code w² / 2s} within: the sparsity term
 * of PDE-Net 2.0 (Long, Lu, Dong 2019, eq. 7).
 *
 * @param lambda λ, zero or more
 * @param threshold s, above zero
 */
public record SmoothedL1(double lambda, double threshold) implements Regularizer {
  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if one is out of range
   */
  public SmoothedL1 {
    if (!(lambda >= 0 && lambda < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException("lambda", lambda, "a number of 0 or more", "correct it");
    }
    if (!(threshold > 0 && threshold < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException("threshold", threshold, "a number above 0", "use 0.001");
    }
  }

  /** With the published threshold, 0.001. */
  public static SmoothedL1 of(double lambda) {
    return new SmoothedL1(lambda, 1e-3);
  }

  @Override
  public Value of(Value weights) {
    Value size = weights.abs();
    Value inner = size.minimum(threshold);
    return inner.square().dividedBy(2 * threshold).plus(size.minus(inner)).sum().times(lambda);
  }
}
