package org.sciml4j.core.graph;

/** {@code a - b}; partial derivatives {@code 1 and -1}. */
public record Subtract() implements Binary {
  @Override
  public String name() {
    return "subtract";
  }

  @Override
  public double evaluate(double... x) {
    return x[0] - x[1];
  }

  @Override
  public Value left(Value a, Value b, Value y) {
    return y.filled(1);
  }

  @Override
  public Value right(Value a, Value b, Value y) {
    return y.filled(-1);
  }
}
