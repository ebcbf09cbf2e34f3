package org.sciml4j.core.graph;

/** {@code 1 where a = b, else 0}; its derivatives are zero. */
public record Equal() implements Binary {
  @Override
  public String name() {
    return "equal";
  }

  @Override
  public double evaluate(double... x) {
    return x[0] == x[1] ? 1 : 0;
  }

  @Override
  public Value left(Value v, Value a, Value b, Value y) {
    return null;
  }

  @Override
  public Value right(Value v, Value a, Value b, Value y) {
    return null;
  }
}
