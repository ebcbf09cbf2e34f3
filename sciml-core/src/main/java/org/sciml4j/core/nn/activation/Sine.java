package org.sciml4j.core.nn.activation;

import org.sciml4j.core.graph.Value;

/** {@code sin x} (Sitzmann et al. 2020, arXiv:2006.09661). */
public record Sine() implements Activation {
  @Override
  public String kind() {
    return "Sin";
  }

  @Override
  public Value of(Value x) {
    return x.sin();
  }
}
