package org.sciml4j.core.graph;

/** {@code a + b}; partial derivatives {@code 1 and 1}. */
public record Add() implements Binary {
  @Override
  public String name() {
    return "add";
  }

  @Override
  public double evaluate(double... x) {
    return x[0] + x[1];
  }

  @Override
  public Value left(Value v, Value a, Value b, Value y) {
    return v;
  }

  @Override
  public Value right(Value v, Value a, Value b, Value y) {
    return v;
  }
}
