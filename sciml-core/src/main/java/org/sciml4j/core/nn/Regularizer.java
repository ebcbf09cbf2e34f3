package org.sciml4j.core.nn;

import org.sciml4j.core.graph.Value;

/** A penalty on the size of weights or activities, added to the loss. */
@FunctionalInterface
public interface Regularizer {
  /** The penalty, a single number. */
  Value of(Value weights);
}
