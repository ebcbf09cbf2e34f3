package org.sciml4j.core.nn.loss;

import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Loss;
import org.sciml4j.core.nn.activation.Softmax;

/**
 * The mean over the batch of {@code -Σ_k t_k ln p_k} along the last axis, with {@code p =
 * softmax(y)} of a prediction that holds logits (Goodfellow, Bengio, Courville 2016, section
 * 6.2.2.3). Targets are probabilities that sum to one, for example {@link Value#oneHot}.
 */
public record CategoricalCrossEntropy() implements Loss {
  @Override
  public Value of(Value prediction, Value target) {
    Targets.requireSameType(prediction, target);
    return Softmax.log(prediction).times(target).sum(prediction.rank() - 1).mean().negate();
  }
}
