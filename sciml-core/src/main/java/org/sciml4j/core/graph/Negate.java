package org.sciml4j.core.graph;

/** {@code -x}; {@code y' = -1}. */
public record Negate() implements Unary {
  @Override
  public String name() {
    return "negate";
  }

  @Override
  public double evaluate(double... x) {
    return -x[0];
  }

  @Override
  public Value derivative(Value v, Value x, Value y) {
    return v.negate();
  }
}
