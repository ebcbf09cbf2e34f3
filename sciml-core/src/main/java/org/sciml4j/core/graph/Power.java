package org.sciml4j.core.graph;

/** {@code a^b}; partial derivatives {@code b a^(b-1) and y ln a}. */
public record Power() implements Binary {
  @Override
  public String name() {
    return "power";
  }

  @Override
  public double evaluate(double... x) {
    return Math.pow(x[0], x[1]);
  }

  @Override
  public Value left(Value a, Value b, Value y) {
    return b.times(a.power(b.minus(1)));
  }

  @Override
  public Value right(Value a, Value b, Value y) {
    return y.times(a.log());
  }
}
