package org.sciml4j.core.nn.activation;

import org.sciml4j.core.graph.Value;

/** {@code x}. */
public record Identity() implements Activation {
  @Override
  public String kind() {
    return "Identity";
  }

  @Override
  public Value of(Value x) {
    return x;
  }
}
