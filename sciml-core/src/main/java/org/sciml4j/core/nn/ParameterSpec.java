package org.sciml4j.core.nn;

import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.nn.init.Initializer;

/**
 * A parameter or a state before it has numbers.
 *
 * @param name its path, for example {@code dense_1/kernel}
 * @param type element type and extents
 * @param initializer its initial numbers
 * @param trainable whether training changes it by its gradient
 * @param ofSequence whether it is a state that goes on from batch to batch of a sequence, which
 *     training starts anew with each pass over the samples
 */
public record ParameterSpec(
    String name, TensorType type, Initializer initializer, boolean trainable, boolean ofSequence) {
  /** A parameter, or a state that goes on from one pass over the samples to the next. */
  public ParameterSpec(String name, TensorType type, Initializer initializer, boolean trainable) {
    this(name, type, initializer, trainable, false);
  }
}
