package org.sciml4j.core.nn.loss;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Loss;

/**
 * The mean over all elements of {@code d² / 2 where |d| <= δ, else δ (|d| - δ/2)}, with {@code d =
 * y - t} (Huber 1964, Ann. Math. Stat. 35:73).
 *
 * @param delta δ, above zero
 */
public record Huber(double delta) implements Loss {
  /**
   * Checks the number.
   *
   * @throws InvalidInputException if it is not above zero
   */
  public Huber {
    if (!(delta > 0)) {
      throw new InvalidInputException("delta", delta, "above 0", "choose for example 1");
    }
  }

  @Override
  public Value of(Value prediction, Value target) {
    Targets.requireSameType(prediction, target);
    Value difference = prediction.minus(target);
    Value magnitude = difference.abs();
    Value quadratic = difference.square().times(0.5);
    Value linear = magnitude.minus(delta / 2).times(delta);
    return magnitude.lessOrEqual(delta).select(quadratic, linear).mean();
  }
}
