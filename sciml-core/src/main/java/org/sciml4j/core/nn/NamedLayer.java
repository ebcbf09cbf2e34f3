package org.sciml4j.core.nn;

import org.sciml4j.core.graph.Value;

/**
 * A layer with parameters under a name of its own and a row in summaries: the ones of the standard
 * kit. The name is that of its kind, {@code dense}, {@code dense_1}, unless {@link #named} gives
 * another.
 */
public interface NamedLayer extends Layer {
  /** What summaries call this kind of layer, for example {@code Conv2D}. */
  String kind();

  /**
   * The layer's value.
   *
   * @param own the scope under this layer's name
   */
  Value compute(Value input, Scope own);

  @Override
  default Value apply(Value input, Scope scope) {
    return scope.call(this, "", input);
  }
}
