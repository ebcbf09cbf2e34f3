package org.sciml4j.core.nn.loss;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;

/** Checks that losses share. */
final class Targets {
  private Targets() {}

  static void requireSameType(Value prediction, Value target) {
    if (!prediction.type().equals(target.type())) {
      throw unfit(prediction, target, prediction.type());
    }
  }

  static InvalidInputException unfit(Value prediction, Value target, TensorType expected) {
    return new InvalidInputException(
        "target",
        target.type(),
        expected + " for a prediction " + prediction.type(),
        "reshape or convert one of them");
  }
}
