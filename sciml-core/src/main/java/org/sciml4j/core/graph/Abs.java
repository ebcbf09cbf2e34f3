package org.sciml4j.core.graph;

/** {@code |x|}; {@code y' = sign x, and 0 at 0}. */
public record Abs() implements Unary {
  @Override
  public String name() {
    return "abs";
  }

  @Override
  public double evaluate(double... x) {
    return Math.abs(x[0]);
  }

  @Override
  public Value derivative(Value v, Value x, Value y) {
    return v.times(x.sign());
  }
}
