package org.sciml4j.core.graph;

/** Square root of x; {@code y' = 1 / (2 y)}. */
public record Sqrt() implements Unary {
  @Override
  public String name() {
    return "sqrt";
  }

  @Override
  public double evaluate(double... x) {
    return Math.sqrt(x[0]);
  }

  @Override
  public Value derivative(Value v, Value x, Value y) {
    return v.dividedBy(y.times(2));
  }
}
