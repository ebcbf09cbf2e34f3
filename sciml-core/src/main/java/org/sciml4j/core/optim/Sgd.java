package org.sciml4j.core.optim;

import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;

/**
 * Stochastic gradient descent, plain, with momentum or with Nesterov's: {@code v = μ v + g}, {@code
 * θ = θ - η v} or, after Nesterov, {@code θ = θ - η (g + μ v)}.
 *
 * <pre>
 * I. Sutskever, J. Martens, G. Dahl, G. Hinton, On the importance of initialization and momentum in
 * deep learning, Proc. ICML 2013, eqs. 1-4, with v scaled by -1/η as in common practice
 * </pre>
 *
 * @param learningRate η
 * @param momentum μ, 0 for none
 * @param nesterov whether the gradient looks ahead
 */
public record Sgd(double learningRate, double momentum, boolean nesterov) implements Optimizer {
  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if η is not positive, μ not in [0, 1) or Nesterov without μ
   */
  public Sgd {
    Settings.requirePositive("learning rate", learningRate);
    Settings.requireRate("momentum", momentum);
    if (nesterov && momentum == 0) {
      throw new InvalidInputException(
          "momentum", momentum, "a number above 0 for Nesterov's", "set one, for example 0.9");
    }
  }

  /** Without momentum. */
  public static Sgd of(double learningRate) {
    return new Sgd(learningRate, 0, false);
  }

  /** With momentum μ. */
  public Sgd momentum(double mu) {
    return new Sgd(learningRate, mu, nesterov);
  }

  /** With Nesterov momentum μ. */
  public Sgd nesterov(double mu) {
    return new Sgd(learningRate, mu, true);
  }

  @Override
  public List<Slot> slots() {
    return momentum == 0 ? List.of() : List.of(Slot.zero("velocity"));
  }

  @Override
  public Update step(Value parameter, Value gradient, List<Value> slots, Clock clock) {
    Value eta = clock.learningRate();
    if (momentum == 0) {
      return new Update(parameter.minus(gradient.times(eta)), List.of());
    }
    Value v = slots.getFirst().times(momentum).plus(gradient);
    Value direction = nesterov ? v.times(momentum).plus(gradient) : v;
    return new Update(parameter.minus(direction.times(eta)), List.of(v));
  }
}
