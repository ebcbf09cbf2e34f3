package org.sciml4j.core.nn.activation;

import org.sciml4j.core.graph.Value;

/** {@code max(x, 0)}, with derivative 0 at 0 (Nair and Hinton 2010, ICML). */
public record Relu() implements Activation {
  @Override
  public String kind() {
    return "ReLU";
  }

  @Override
  public Value of(Value x) {
    return x.greaterThan(x.filled(0)).select(x, x.filled(0));
  }
}
