package org.sciml4j.core.nn.loss;

import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Loss;
import org.sciml4j.core.nn.activation.Activations;

/**
 * The mean over all elements of {@code -t ln p - (1 - t) ln(1 - p)} with {@code p = σ(y)} of a
 * prediction that is a logit: computed as {@code softplus(y) - t y}, which is exact for large y
 * (Goodfellow, Bengio, Courville 2016, section 6.2.2.2). Targets are probabilities, 0 to 1.
 */
public record BinaryCrossEntropy() implements Loss {
  @Override
  public Value of(Value prediction, Value target) {
    Targets.requireSameType(prediction, target);
    return Activations.SOFTPLUS.of(prediction).minus(target.times(prediction)).mean();
  }
}
