package org.sciml4j.core.nn;

import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;

/**
 * What training minimises, as a function of a batch: a layer's error against targets, or anything
 * else that values can express, derivatives included.
 */
@FunctionalInterface
public interface Objective {
  /**
   * The loss of a batch, a single number, without the penalties that layers collect on the scope.
   *
   * @param scope where layers declare their parameters
   * @param batch values {@code [n, ...]}
   */
  Value loss(Scope scope, List<Value> batch);

  /** The loss of a layer on batches of inputs and targets. */
  static Objective supervised(Layer layer, Loss loss) {
    return (scope, batch) -> {
      if (batch.size() != 2) {
        throw new InvalidInputException(
            "batch", batch.size() + " arrays", "inputs and targets", "pass these two");
      }
      return loss.of(layer.apply(batch.get(0), scope), batch.get(1));
    };
  }
}
