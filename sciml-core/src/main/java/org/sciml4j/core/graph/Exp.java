package org.sciml4j.core.graph;

/** {@code e^x}; {@code y' = y}. */
public record Exp() implements Unary {
  @Override
  public String name() {
    return "exp";
  }

  @Override
  public double evaluate(double... x) {
    return Math.exp(x[0]);
  }

  @Override
  public Value derivative(Value v, Value x, Value y) {
    return v.times(y);
  }
}
