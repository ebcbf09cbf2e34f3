package org.sciml4j.core.nn;

import java.util.List;
import org.sciml4j.core.graph.Value;

/**
 * Layers one after the other, in the scope they are applied in.
 *
 * @param layers the layers, first to last; none gives the input itself
 */
public record Sequential(List<Layer> layers) implements Layer {
  /** Copies the list. */
  public Sequential {
    layers = List.copyOf(layers);
  }

  /** These layers one after the other. */
  public static Sequential of(Layer... layers) {
    return new Sequential(List.of(layers));
  }

  @Override
  public Value apply(Value input, Scope scope) {
    Value value = input;
    for (Layer layer : layers) {
      value = layer.apply(value, scope);
    }
    return value;
  }
}
