package org.sciml4j.core.nn.layer;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Scope;

/**
 * {@code y = a(x W + b)} along the last axis, {@code [n, ..., in] -> [n, ..., units]} (Goodfellow,
 * Bengio, Courville 2016, eq. 6.3). Parameters {@code kernel [in, units]} and {@code bias [units]}.
 *
 * @param units extent of the last axis of the result
 * @param linear kernel, bias and activation
 */
public record Dense(long units, Linear linear) implements LinearLayer<Dense> {
  /**
   * Checks the units.
   *
   * @throws InvalidInputException if there is none
   */
  public Dense {
    if (units < 1) {
      throw new InvalidInputException("units", units, "at least 1", "choose how many outputs");
    }
  }

  /** That many units, no activation, kernel by Glorot's uniform initialiser, bias of zeros. */
  public static Dense of(long units) {
    return new Dense(units, Linear.DEFAULT);
  }

  @Override
  public Dense with(Linear other) {
    return new Dense(units, other);
  }

  @Override
  public String kind() {
    return "Dense";
  }

  @Override
  public Value compute(Value input, Scope own) {
    if (input.rank() < 2) {
      throw new InvalidInputException(
          "input of a dense layer", input.type(), "[n, ..., features]", "add a batch axis");
    }
    Value kernel = linear.kernel().declare(own, "kernel", input.shape()[input.rank() - 1], units);
    return linear.finish(input.matmul(kernel), own, units, units);
  }
}
