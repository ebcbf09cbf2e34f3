package org.sciml4j.core.nn;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;

/**
 * {@code y = shortcut(x) + F(x)} (He et al. 2016, arXiv:1512.03385, eq. 1 and 2); with a step size
 * folded into F, one explicit Euler step.
 *
 * @param layer F
 * @param shortcut what carries x past F: nothing, or a projection where F changes the shape
 */
public record Residual(Layer layer, Layer shortcut) implements Layer {
  /** {@code y = x + F(x)}. */
  public static Residual of(Layer layer) {
    return new Residual(layer, (x, scope) -> x);
  }

  @Override
  public Value apply(Value input, Scope scope) {
    Value change = layer.apply(input, scope);
    Value carried = shortcut.apply(input, scope);
    if (!carried.type().equals(change.type())) {
      throw new InvalidInputException(
          "residual",
          change.type(),
          "the type " + carried.type() + " of what it is added to",
          "keep the shape, or add a projection to the shortcut");
    }
    return carried.plus(change);
  }
}
