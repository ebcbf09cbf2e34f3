package org.sciml4j.core.graph;

/** The largest whole number not above x; {@code y' = 0}. */
public record Floor() implements Unary {
  @Override
  public String name() {
    return "floor";
  }

  @Override
  public double evaluate(double... x) {
    return Math.floor(x[0]);
  }

  @Override
  public Value derivative(Value v, Value x, Value y) {
    return null;
  }
}
