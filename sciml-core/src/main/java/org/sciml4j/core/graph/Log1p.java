package org.sciml4j.core.graph;

/** {@code ln(1 + x), exact for small x}; {@code y' = 1 / (1 + x)}. */
public record Log1p() implements Unary {
  @Override
  public String name() {
    return "log1p";
  }

  @Override
  public double evaluate(double... x) {
    return Math.log1p(x[0]);
  }

  @Override
  public Value derivative(Value v, Value x, Value y) {
    return v.dividedBy(x.plus(1));
  }
}
