package org.sciml4j.core.nn.loss;

import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Loss;

/** The mean of {@code (y - t)²} over all elements (Goodfellow, Bengio, Courville 2016, eq. 5.4). */
public record MeanSquaredError() implements Loss {
  @Override
  public Value of(Value prediction, Value target) {
    Targets.requireSameType(prediction, target);
    return prediction.minus(target).square().mean();
  }
}
