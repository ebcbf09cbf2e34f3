package org.sciml4j.core.nn;

import org.sciml4j.core.graph.Value;

/** How far predictions are from their targets: a single number, the mean over the batch. */
@FunctionalInterface
public interface Loss {
  /**
   * The loss.
   *
   * @param prediction {@code [n, ...]}
   * @param target what the loss says
   * @throws org.sciml4j.core.InvalidInputException if the shapes do not fit
   */
  Value of(Value prediction, Value target);
}
