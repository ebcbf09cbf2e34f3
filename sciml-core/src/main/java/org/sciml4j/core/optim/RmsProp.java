package org.sciml4j.core.optim;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.graph.Value;

/**
 * RMSProp: {@code s = ρ s + (1-ρ) g²}, {@code θ = θ - η g / (√s + ε)}; with momentum the quotient
 * is accumulated, {@code v = μ v + g / (√s + ε)}, {@code θ = θ - η v}; centred, the variance {@code
 * s - m²} stands for s, where {@code m = ρ m + (1-ρ) g}.
 *
 * <pre>
 * T. Tieleman, G. Hinton, Neural networks for machine learning, lecture 6.5, Coursera, 2012; centred:
 * A. Graves, arXiv:1308.0850, 2013, eqs. 38-41
 * </pre>
 *
 * @param learningRate η
 * @param rho ρ
 * @param epsilon ε
 * @param momentum μ, 0 for none
 * @param aroundMean whether the squared mean gradient is taken off
 */
public record RmsProp(
    double learningRate, double rho, double epsilon, double momentum, boolean aroundMean)
    implements Optimizer {
  /**
   * Checks the numbers.
   *
   * @throws org.sciml4j.core.InvalidInputException if one is out of range
   */
  public RmsProp {
    Settings.requirePositive("learning rate", learningRate);
    Settings.requireRate("rho", rho);
    Settings.requirePositive("epsilon", epsilon);
    Settings.requireRate("momentum", momentum);
  }

  /** With ρ = 0.9 and ε = 1e-8. */
  public static RmsProp of(double learningRate) {
    return new RmsProp(learningRate, 0.9, 1e-8, 0, false);
  }

  /** With forgetting rate ρ. */
  public RmsProp rho(double other) {
    return new RmsProp(learningRate, other, epsilon, momentum, aroundMean);
  }

  /** With momentum μ. */
  public RmsProp momentum(double mu) {
    return new RmsProp(learningRate, rho, epsilon, mu, aroundMean);
  }

  /** With the variance, or the mean square, as the gradient's scale. */
  public RmsProp aroundMean(boolean other) {
    return new RmsProp(learningRate, rho, epsilon, momentum, other);
  }

  @Override
  public List<Slot> slots() {
    List<Slot> slots = new ArrayList<>();
    slots.add(Slot.zero("mean_square"));
    if (aroundMean) {
      slots.add(Slot.zero("mean"));
    }
    if (momentum > 0) {
      slots.add(Slot.zero("velocity"));
    }
    return slots;
  }

  @Override
  public Update step(Value parameter, Value gradient, List<Value> slots, Clock clock) {
    List<Value> next = new ArrayList<>();
    Value square = Averages.moving(rho, slots.getFirst(), gradient.square());
    next.add(square);
    Value spread = square;
    if (aroundMean) {
      Value mean = Averages.moving(rho, slots.get(1), gradient);
      next.add(mean);
      // Rounding may leave a tiny negative variance, whose root would be NaN.
      spread = square.minus(mean.square()).maximum(0);
    }
    Value direction = gradient.dividedBy(spread.sqrt().plus(epsilon));
    if (momentum > 0) {
      direction = slots.getLast().times(momentum).plus(direction);
      next.add(direction);
    }
    return new Update(parameter.minus(direction.times(clock.learningRate())), next);
  }
}
