package org.sciml4j.core.nn.activation;

import org.sciml4j.core.graph.Value;

/**
 * {@code λ x where x > 0, else λ α (e^x - 1)} (Klambauer et al. 2017, arXiv:1706.02515, eq. 2,
 * constants of eq. 14).
 */
public record Selu() implements Activation {
  /** α. */
  public static final double ALPHA = 1.6732632423543772848170429916717;

  /** λ. */
  public static final double LAMBDA = 1.0507009873554804934193349852946;

  @Override
  public String kind() {
    return "SELU";
  }

  @Override
  public Value of(Value x) {
    return new Elu(ALPHA).of(x).times(LAMBDA);
  }
}
