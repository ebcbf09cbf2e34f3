package org.sciml4j.core.nn.activation;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;

/**
 * {@code e^x_i / Σ_j e^x_j} along the last axis, computed from {@code x - max x} so that it does
 * not overflow (Goodfellow, Bengio, Courville 2016, eq. 6.29 and 6.33).
 */
public record Softmax() implements Activation {
  @Override
  public String kind() {
    return "Softmax";
  }

  @Override
  public Value of(Value x) {
    int last = lastAxis(x);
    Value exp = x.minus(x.maxKeepingAxes(last).stopGradient()).exp();
    return exp.dividedBy(exp.sumKeepingAxes(last));
  }

  /** The logarithm of the softmax, without computing the softmax first. */
  public static Value log(Value x) {
    int last = lastAxis(x);
    Value shifted = x.minus(x.maxKeepingAxes(last).stopGradient());
    return shifted.minus(shifted.exp().sumKeepingAxes(last).log());
  }

  private static int lastAxis(Value x) {
    if (x.rank() == 0) {
      throw new InvalidInputException(
          "operand of softmax", x.type(), "one axis or more", "reshape it first");
    }
    return x.rank() - 1;
  }
}
