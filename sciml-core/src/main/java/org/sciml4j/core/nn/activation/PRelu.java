package org.sciml4j.core.nn.activation;

import java.util.Arrays;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.NamedLayer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.init.Initializer;
import org.sciml4j.core.nn.init.Initializers;

/**
 * {@code x where x > 0, else α x} with a learned α for each channel, axis 1 (He et al. 2015,
 * arXiv:1502.01852, eq. 1). Parameter {@code alpha [c]}.
 *
 * @param initializer of α
 */
public record PRelu(Initializer initializer) implements NamedLayer {
  /** α starts at 0.25, as in the paper. */
  public static PRelu of() {
    return new PRelu(Initializers.constant(0.25));
  }

  @Override
  public String kind() {
    return "PReLU";
  }

  @Override
  public Value compute(Value input, Scope own) {
    if (input.rank() < 2) {
      throw new InvalidInputException(
          "input of PReLU", input.type(), "a batch with channels [n, c, ...]", "reshape it first");
    }
    long[] shape = new long[input.rank() - 1];
    Arrays.fill(shape, 1);
    shape[0] = input.shape()[1];
    Value alpha = own.parameter("alpha", initializer, shape[0]).reshape(shape);
    return input.greaterThan(input.filled(0)).select(input, input.times(alpha));
  }
}
