package org.sciml4j.core.nn;

import org.sciml4j.core.graph.Value;

/**
 * A layer under a chosen name.
 *
 * @param name the name, which no other layer of the same scope may have
 * @param layer the layer
 */
record Named(String name, Layer layer) implements Layer {
  Named {
    ScopeNames.requireName(name);
  }

  @Override
  public Value apply(Value input, Scope scope) {
    return layer instanceof NamedLayer kit
        ? scope.call(kit, name, input)
        : layer.apply(input, scope.childOf(layer, name));
  }
}
