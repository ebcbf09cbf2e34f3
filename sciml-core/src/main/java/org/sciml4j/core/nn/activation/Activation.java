package org.sciml4j.core.nn.activation;

import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.NamedLayer;
import org.sciml4j.core.nn.Scope;

/** A layer without parameters that keeps the shape. */
public interface Activation extends NamedLayer {
  /** The function's value. */
  Value of(Value x);

  @Override
  default Value compute(Value input, Scope own) {
    return of(input);
  }
}
