package org.sciml4j.core.optim;

import java.util.List;
import org.sciml4j.core.graph.Value;

/**
 * Adagrad: {@code G = G + g²}, {@code θ = θ - η g / (√G + ε)}.
 *
 * <pre>
 * J. Duchi, E. Hazan, Y. Singer, Adaptive subgradient methods for online learning and stochastic
 * optimization, J. Mach. Learn. Res. 12:2121, 2011, section 1.3
 * </pre>
 *
 * @param learningRate η
 * @param initial G before the first step
 * @param epsilon ε
 */
public record Adagrad(double learningRate, double initial, double epsilon) implements Optimizer {
  /**
   * Checks the numbers.
   *
   * @throws org.sciml4j.core.InvalidInputException if one is out of range
   */
  public Adagrad {
    Settings.requirePositive("learning rate", learningRate);
    Settings.requireNotNegative("initial accumulator", initial);
    Settings.requirePositive("epsilon", epsilon);
  }

  /** From G = 0 with ε = 1e-10. */
  public static Adagrad of(double learningRate) {
    return new Adagrad(learningRate, 0, 1e-10);
  }

  @Override
  public List<Slot> slots() {
    return List.of(new Slot("sum_of_squares", initial));
  }

  @Override
  public Update step(Value parameter, Value gradient, List<Value> slots, Clock clock) {
    Value sum = slots.getFirst().plus(gradient.square());
    Value direction = gradient.dividedBy(sum.sqrt().plus(epsilon));
    return new Update(parameter.minus(direction.times(clock.learningRate())), List.of(sum));
  }
}
