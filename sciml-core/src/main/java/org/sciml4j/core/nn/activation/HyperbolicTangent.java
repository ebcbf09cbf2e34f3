package org.sciml4j.core.nn.activation;

import org.sciml4j.core.graph.Value;

/** {@code tanh x}. */
public record HyperbolicTangent() implements Activation {
  @Override
  public String kind() {
    return "Tanh";
  }

  @Override
  public Value of(Value x) {
    return x.tanh();
  }
}
