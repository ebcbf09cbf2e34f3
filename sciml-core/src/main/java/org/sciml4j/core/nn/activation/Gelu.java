package org.sciml4j.core.nn.activation;

import org.sciml4j.core.graph.Value;

/**
 * {@code x Φ(x)} with the normal distribution function {@code Φ(x) = (1 + erf(x/√2)) / 2}
 * (Hendrycks and Gimpel 2016, arXiv:1606.08415, section 2).
 */
public record Gelu() implements Activation {
  @Override
  public String kind() {
    return "GELU";
  }

  @Override
  public Value of(Value x) {
    return x.times(0.5).times(x.times(Math.sqrt(0.5)).erf().plus(1));
  }
}
