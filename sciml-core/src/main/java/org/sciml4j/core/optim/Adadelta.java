package org.sciml4j.core.optim;

import java.util.List;
import org.sciml4j.core.graph.Value;

/**
 * Adadelta: {@code E[g²] = ρ E[g²] + (1-ρ) g²}, {@code Δ = √(E[Δ²] + ε) / √(E[g²] + ε) g}, {@code
 * E[Δ²] = ρ E[Δ²] + (1-ρ) Δ²}, {@code θ = θ - η Δ}.
 *
 * <pre>
 * M. D. Zeiler, ADADELTA: an adaptive learning rate method, arXiv:1212.5701, 2012, algorithm 1
 * </pre>
 *
 * @param learningRate η, 1 in the paper
 * @param rho ρ
 * @param epsilon ε
 */
public record Adadelta(double learningRate, double rho, double epsilon) implements Optimizer {
  /**
   * Checks the numbers.
   *
   * @throws org.sciml4j.core.InvalidInputException if one is out of range
   */
  public Adadelta {
    Settings.requirePositive("learning rate", learningRate);
    Settings.requireRate("rho", rho);
    Settings.requirePositive("epsilon", epsilon);
  }

  /** With ρ = 0.95 and ε = 1e-6, as in the paper's section 4.1. */
  public static Adadelta of(double learningRate) {
    return new Adadelta(learningRate, 0.95, 1e-6);
  }

  @Override
  public List<Slot> slots() {
    return List.of(Slot.zero("mean_square_gradient"), Slot.zero("mean_square_update"));
  }

  @Override
  public Update step(Value parameter, Value gradient, List<Value> slots, Clock clock) {
    Value gradients = Averages.moving(rho, slots.get(0), gradient.square());
    Value ratio = slots.get(1).plus(epsilon).dividedBy(gradients.plus(epsilon)).sqrt();
    Value delta = gradient.times(ratio);
    Value updates = Averages.moving(rho, slots.get(1), delta.square());
    return new Update(
        parameter.minus(delta.times(clock.learningRate())), List.of(gradients, updates));
  }
}
