package org.sciml4j.core.graph;

/** {@code sin x, x in radians}; {@code y' = cos x}. */
public record Sin() implements Unary {
  @Override
  public String name() {
    return "sin";
  }

  @Override
  public double evaluate(double... x) {
    return Math.sin(x[0]);
  }

  @Override
  public Value derivative(Value v, Value x, Value y) {
    return v.times(x.cos());
  }
}
