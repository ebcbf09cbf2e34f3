package org.sciml4j.core.optim;

import java.util.List;
import org.sciml4j.core.graph.Value;

/**
 * Adam: {@code m = β₁ m + (1-β₁) g}, {@code v = β₂ v + (1-β₂) g²}, {@code θ = θ - η m̂ / (√v̂ + ε)}
 * with {@code m̂ = m / (1-β₁ᵗ)} and {@code v̂ = v / (1-β₂ᵗ)}.
 *
 * <pre>
 * D. P. Kingma, J. Ba, Adam: a method for stochastic optimization, ICLR 2015, arXiv:1412.6980,
 * algorithm 1
 * </pre>
 *
 * @param learningRate η
 * @param beta1 β₁
 * @param beta2 β₂
 * @param epsilon ε
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon)
    implements Optimizer {
  /**
   * Checks the numbers.
   *
   * @throws org.sciml4j.core.InvalidInputException if one is out of range
   */
  public Adam {
    Settings.requirePositive("learning rate", learningRate);
    Settings.requireRate("beta1", beta1);
    Settings.requireRate("beta2", beta2);
    Settings.requirePositive("epsilon", epsilon);
  }

  /** With the paper's β₁ = 0.9, β₂ = 0.999 and ε = 1e-8. */
  public static Adam of(double learningRate) {
    return new Adam(learningRate, 0.9, 0.999, 1e-8);
  }

  /** With these rates of forgetting. */
  public Adam betas(double first, double second) {
    return new Adam(learningRate, first, second, epsilon);
  }

  @Override
  public List<Slot> slots() {
    return List.of(Slot.zero("mean"), Slot.zero("mean_square"));
  }

  @Override
  public Update step(Value parameter, Value gradient, List<Value> slots, Clock clock) {
    Value m = Averages.moving(beta1, slots.get(0), gradient);
    Value v = Averages.moving(beta2, slots.get(1), gradient.square());
    Value rate = clock.learningRate().dividedBy(Averages.bias(beta1, clock.step()));
    Value rootScale = Averages.bias(beta2, clock.step()).sqrt().reciprocal();
    Value change = m.times(rate).dividedBy(v.sqrt().times(rootScale).plus(epsilon));
    return new Update(parameter.minus(change), List.of(m, v));
  }
}
