package org.sciml4j.core.nn.activation;

import org.sciml4j.core.graph.Value;

/** {@code x / (1 + e^-x)}, also called SiLU (Ramachandran, Zoph, Le 2017, arXiv:1710.05941). */
public record Swish() implements Activation {
  @Override
  public String kind() {
    return "Swish";
  }

  @Override
  public Value of(Value x) {
    return x.times(x.sigmoid());
  }
}
