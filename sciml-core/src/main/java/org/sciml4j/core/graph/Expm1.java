package org.sciml4j.core.graph;

/** {@code e^x - 1, exact for small x}; {@code y' = y + 1}. */
public record Expm1() implements Unary {
  @Override
  public String name() {
    return "expm1";
  }

  @Override
  public double evaluate(double... x) {
    return Math.expm1(x[0]);
  }

  @Override
  public Value derivative(Value v, Value x, Value y) {
    return v.times(y.plus(1));
  }
}
