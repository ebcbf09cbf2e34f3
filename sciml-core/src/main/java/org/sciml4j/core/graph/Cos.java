package org.sciml4j.core.graph;

/** {@code cos x, x in radians}; {@code y' = -sin x}. */
public record Cos() implements Unary {
  @Override
  public String name() {
    return "cos";
  }

  @Override
  public double evaluate(double... x) {
    return Math.cos(x[0]);
  }

  @Override
  public Value derivative(Value v, Value x, Value y) {
    return v.times(x.sin()).negate();
  }
}
