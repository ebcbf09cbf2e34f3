package org.sciml4j.core.nn;

import org.sciml4j.core.graph.Value;

/**
 * A function of a value whose parameters are declared on a scope while it is applied. Extents are
 * inferred from the value; the first axis is the batch. A lambda that calls other layers is a layer
 * too; so models with branches are plain methods.
 *
 * <p>Within one scope the same layer object always has the same parameters: apply it twice to share
 * them, make two layers to have two sets.
 */
@FunctionalInterface
public interface Layer {
  /**
   * The layer's value.
   *
   * @throws org.sciml4j.core.InvalidInputException if the input does not fit the layer
   */
  Value apply(Value input, Scope scope);

  /** This layer with its parameters under {@code name/} rather than under a default name. */
  default Layer named(String name) {
    return new Named(name, this);
  }
}
