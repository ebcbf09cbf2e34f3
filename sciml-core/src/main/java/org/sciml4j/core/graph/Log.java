package org.sciml4j.core.graph;

/** Natural logarithm of x; {@code y' = 1 / x}. */
public record Log() implements Unary {
  @Override
  public String name() {
    return "log";
  }

  @Override
  public double evaluate(double... x) {
    return Math.log(x[0]);
  }

  @Override
  public Value derivative(Value v, Value x, Value y) {
    return v.dividedBy(x);
  }
}
