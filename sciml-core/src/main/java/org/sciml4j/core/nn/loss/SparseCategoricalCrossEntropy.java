package org.sciml4j.core.nn.loss;

import java.util.Arrays;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Loss;

/**
 * {@link CategoricalCrossEntropy} for targets that are class numbers, 0 to classes - 1: prediction
 * {@code [n, ..., classes]}, target {@code [n, ...]}. The loss of a number that is no class is NaN.
 */
public record SparseCategoricalCrossEntropy() implements Loss {
  @Override
  public Value of(Value prediction, Value target) {
    int last = prediction.rank() - 1;
    TensorType expected =
        last < 0
            ? prediction.type()
            : prediction.type().withShape(Arrays.copyOf(prediction.shape(), last));
    if (last < 0 || !target.type().equals(expected)) {
      throw Targets.unfit(prediction, target, expected);
    }
    Value oneHot = target.oneHot(prediction.shape()[last]);
    Value orNan = oneHot.dividedBy(oneHot.sumKeepingAxes(last));
    return new CategoricalCrossEntropy().of(prediction, orNan);
  }
}
