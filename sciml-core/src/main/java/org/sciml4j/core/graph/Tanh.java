package org.sciml4j.core.graph;

/** Hyperbolic tangent of x; {@code y' = 1 - y²}. */
public record Tanh() implements Unary {
  @Override
  public String name() {
    return "tanh";
  }

  @Override
  public double evaluate(double... x) {
    return Math.tanh(x[0]);
  }

  @Override
  public Value derivative(Value v, Value x, Value y) {
    return v.times(y.filled(1).minus(y.square()));
  }
}
