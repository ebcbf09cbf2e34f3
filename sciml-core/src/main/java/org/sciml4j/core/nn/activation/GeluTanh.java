package org.sciml4j.core.nn.activation;

import org.sciml4j.core.graph.Value;

/**
 * {@code 0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³)))}, the approximation of {@link Gelu} (Hendrycks
 * and Gimpel 2016, arXiv:1606.08415, section 2).
 */
public record GeluTanh() implements Activation {
  @Override
  public String kind() {
    return "GELU";
  }

  @Override
  public Value of(Value x) {
    Value inner = x.plus(x.square().times(x).times(0.044715)).times(Math.sqrt(2 / Math.PI));
    return x.times(0.5).times(inner.tanh().plus(1));
  }
}
