package org.sciml4j.core.nn.activation;

import org.sciml4j.core.graph.Value;

/**
 * {@code ln(1 + e^x)} (Glorot, Bordes, Bengio 2011, AISTATS), computed as {@code max(x, 0) + ln(1 +
 * e^-|x|)} so that it neither overflows nor loses digits.
 */
public record Softplus() implements Activation {
  @Override
  public String kind() {
    return "Softplus";
  }

  @Override
  public Value of(Value x) {
    Value isPositive = x.greaterThan(x.filled(0));
    Value magnitude =
        isPositive.select(x, x.negate()); // unlike |x| differentiable from one side at 0
    Value excess = isPositive.select(x, x.filled(0));
    return excess.plus(magnitude.negate().exp().log1p());
  }
}
