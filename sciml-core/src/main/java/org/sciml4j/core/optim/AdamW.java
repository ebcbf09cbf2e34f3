package org.sciml4j.core.optim;

import java.util.List;
import org.sciml4j.core.graph.Value;

/**
 * Adam with weight decay that the gradient's scale does not touch: {@code θ = θ - η λ θ} and then
 * Adam's step.
 *
 * <pre>
 * I. Loshchilov, F. Hutter, Decoupled weight decay regularization, ICLR 2019, arXiv:1711.05101,
 * algorithm 2, with the schedule multiplier in η
 * </pre>
 *
 * @param adam the rule for the gradient
 * @param decay λ
 */
public record AdamW(Adam adam, double decay) implements Optimizer {
  /**
   * Checks the decay.
   *
   * @throws org.sciml4j.core.InvalidInputException if it is negative
   */
  public AdamW {
    Settings.requireNotNegative("weight decay", decay);
  }

  /** With Adam's usual rates. */
  public static AdamW of(double learningRate, double decay) {
    return new AdamW(Adam.of(learningRate), decay);
  }

  @Override
  public double learningRate() {
    return adam.learningRate();
  }

  @Override
  public List<Slot> slots() {
    return adam.slots();
  }

  @Override
  public Update step(Value parameter, Value gradient, List<Value> slots, Clock clock) {
    Value shrink = clock.learningRate().times(-decay).plus(1);
    return adam.step(parameter.times(shrink), gradient, slots, clock);
  }
}
