package org.sciml4j.core.nn;

import org.sciml4j.core.graph.Value;

/**
 * A layer whose parameters are not trained and whose running statistics stand still.
 *
 * @param layer the layer
 */
public record Freeze(Layer layer) implements Layer {
  /** This layer with all its parameters as they are. */
  public static Freeze of(Layer layer) {
    return new Freeze(layer);
  }

  @Override
  public Value apply(Value input, Scope scope) {
    return layer.apply(input, scope.frozen());
  }
}
