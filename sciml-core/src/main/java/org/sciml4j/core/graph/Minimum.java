package org.sciml4j.core.graph;

/**
 * {@code the smaller of a and b, NaN if either is}; partial derivatives {@code 1 for the smaller
 * and 0 for the other, 1/2 each where equal}.
 */
public record Minimum() implements Binary {
  @Override
  public String name() {
    return "minimum";
  }

  @Override
  public double evaluate(double... x) {
    return Math.min(x[0], x[1]);
  }

  @Override
  public Value left(Value v, Value a, Value b, Value y) {
    return v.times(a.lessThan(b).plus(a.lessOrEqual(b))).times(0.5);
  }

  @Override
  public Value right(Value v, Value a, Value b, Value y) {
    return v.times(b.lessThan(a).plus(b.lessOrEqual(a))).times(0.5);
  }
}
