package org.sciml4j.core.graph;

/** {@code -1, 0 or 1 as x is negative, zero or positive}; {@code y' = 0}. */
public record Sign() implements Unary {
  @Override
  public String name() {
    return "sign";
  }

  @Override
  public double evaluate(double... x) {
    return Math.signum(x[0]);
  }

  @Override
  public Value derivative(Value v, Value x, Value y) {
    return null;
  }
}
