package org.sciml4j.core.graph;

/** {@code a b}; partial derivatives {@code b and a}. */
public record Multiply() implements Binary {
  @Override
  public String name() {
    return "multiply";
  }

  @Override
  public double evaluate(double... x) {
    return x[0] * x[1];
  }

  @Override
  public Value left(Value v, Value a, Value b, Value y) {
    return v.times(b);
  }

  @Override
  public Value right(Value v, Value a, Value b, Value y) {
    return v.times(a);
  }
}
