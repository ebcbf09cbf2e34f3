package org.sciml4j.core.nn.activation;

import org.sciml4j.core.graph.Value;

/**
 * {@code min(max(0.2 x + 0.5, 0), 1)} (Courbariaux et al. 2015, arXiv:1511.00363, eq. 3, with the
 * slope of Keras 2).
 */
public record HardSigmoid() implements Activation {
  @Override
  public String kind() {
    return "HardSigmoid";
  }

  @Override
  public Value of(Value x) {
    return x.times(0.2).plus(0.5).maximum(0).minimum(1);
  }
}
