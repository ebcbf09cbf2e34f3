package org.sciml4j.core.graph;

import java.util.Arrays;
import java.util.List;

/**
 * {@code a} where the condition is not zero, else {@code b}; derivatives pass through the chosen
 * one only, so an infinite derivative of the other does no harm.
 */
public record Select() implements Elementwise {
  @Override
  public String name() {
    return "select";
  }

  @Override
  public int arity() {
    return 3;
  }

  @Override
  public double evaluate(double... x) {
    return x[0] != 0 ? x[1] : x[2];
  }

  @Override
  public List<Value> partials(Value result) {
    Value condition = result.operand(0);
    Value one = result.filled(1);
    Value zero = result.filled(0);
    return Arrays.asList(null, condition.select(one, zero), condition.select(zero, one));
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    if (tangents.get(1) == null && tangents.get(2) == null) {
      return null;
    }
    Value zero = result.filled(0);
    return result
        .operand(0)
        .select(
            tangents.get(1) == null ? zero : tangents.get(1),
            tangents.get(2) == null ? zero : tangents.get(2));
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    Value condition = result.operand(0);
    Value zero = result.filled(0);
    return Arrays.asList(
        null, condition.select(cotangent, zero), condition.select(zero, cotangent));
  }
}
