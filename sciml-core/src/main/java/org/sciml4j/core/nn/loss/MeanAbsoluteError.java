package org.sciml4j.core.nn.loss;

import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Loss;

/** The mean of {@code |y - t|} over all elements. */
public record MeanAbsoluteError() implements Loss {
  @Override
  public Value of(Value prediction, Value target) {
    Targets.requireSameType(prediction, target);
    return prediction.minus(target).abs().mean();
  }
}
