package org.sciml4j.core.graph;

/** {@code a / b}; partial derivatives {@code 1 / b and -y / b}. */
public record Divide() implements Binary {
  @Override
  public String name() {
    return "divide";
  }

  @Override
  public double evaluate(double... x) {
    return x[0] / x[1];
  }

  @Override
  public Value left(Value v, Value a, Value b, Value y) {
    return v.dividedBy(b);
  }

  @Override
  public Value right(Value v, Value a, Value b, Value y) {
    return v.dividedBy(b).times(y).negate();
  }
}
