package org.sciml4j.core.nn.loss;

import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Loss;

/**
 * The mean over the batch of {@code Σ_k t_k ln(t_k / y_k)} along the last axis, for probabilities
 * (Kullback and Leibler 1951, Ann. Math. Stat. 22:79). Both are taken for at least 1e-7, as Keras
 * does.
 */
public record KullbackLeibler() implements Loss {
  private static final double LEAST = 1e-7;

  @Override
  public Value of(Value prediction, Value target) {
    Targets.requireSameType(prediction, target);
    Value t = target.maximum(LEAST);
    Value ratio = t.log().minus(prediction.maximum(LEAST).log());
    return t.times(ratio).sum(prediction.rank() - 1).mean();
  }
}
