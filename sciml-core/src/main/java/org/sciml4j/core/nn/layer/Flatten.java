package org.sciml4j.core.nn.layer;

import java.util.Arrays;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.NamedLayer;
import org.sciml4j.core.nn.Scope;

/** {@code [n, a, b, ...] -> [n, a b ...]}, last axis fastest. */
public record Flatten() implements NamedLayer {
  @Override
  public String kind() {
    return "Flatten";
  }

  @Override
  public Value compute(Value input, Scope own) {
    if (input.rank() == 0) {
      throw new InvalidInputException(
          "input of flatten", input.type(), "a batch [n, ...]", "add a batch axis");
    }
    long features = Arrays.stream(input.shape()).skip(1).reduce(1, Math::multiplyExact);
    return input.reshape(input.shape()[0], features);
  }
}
