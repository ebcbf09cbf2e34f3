package org.sciml4j.core.nn.activation;

import org.sciml4j.core.graph.Value;

/** {@code 1 / (1 + e^-x)}. */
public record Logistic() implements Activation {
  @Override
  public String kind() {
    return "Sigmoid";
  }

  @Override
  public Value of(Value x) {
    return x.sigmoid();
  }
}
