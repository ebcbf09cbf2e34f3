package org.sciml4j.core.nn.layer;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.NamedLayer;
import org.sciml4j.core.nn.Scope;

/**
 * In training each element is zero with probability {@code rate} and otherwise divided by {@code 1
 * - rate}, which keeps its mean; in prediction nothing happens (Srivastava et al. 2014, J. Mach.
 * Learn. Res. 15:1929, scaled in training rather than in prediction).
 *
 * @param rate probability of zero, from 0 to below 1
 */
public record Dropout(double rate) implements NamedLayer {
  /**
   * Checks the rate.
   *
   * @throws InvalidInputException if it is not in [0, 1)
   */
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new InvalidInputException(
          "dropout rate", rate, "0 to below 1", "give the probability of dropping an element");
    }
  }

  /** With this probability of zero. */
  public static Dropout of(double rate) {
    return new Dropout(rate);
  }

  @Override
  public String kind() {
    return "Dropout";
  }

  @Override
  public Value compute(Value input, Scope own) {
    if (!own.training() || rate == 0) {
      return input;
    }
    Value isDropped = own.bernoulli(rate, input.shape()).cast(input.type().dtype());
    return isDropped.select(input.filled(0), input.times(1 / (1 - rate)));
  }
}
