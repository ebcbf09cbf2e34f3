package org.sciml4j.core.graph;

/** {@code 1 / (1 + e^-x)}; {@code y' = y (1 - y)}. */
public record Sigmoid() implements Unary {
  @Override
  public String name() {
    return "sigmoid";
  }

  @Override
  public double evaluate(double... x) {
    return 1 / (1 + Math.exp(-x[0]));
  }

  @Override
  public Value derivative(Value v, Value x, Value y) {
    return v.times(y.times(y.filled(1).minus(y)));
  }
}
