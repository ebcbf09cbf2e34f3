package org.sciml4j.core.graph;

/**
 * {@code a} where the condition is not zero, else {@code b}; its derivatives are those of the
 * chosen one. The other still receives a cotangent of zero, and zero times an infinite slope is
 * NaN: where a branch is outside its domain, select its operand too, as in {@code
 * inside.select(inside.select(x, one).log(), y)}.
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
  public Value timesPartial(int operand, Value v, Value result) {
    Value condition = result.operand(0);
    Value zero = result.filled(0);
    return switch (operand) {
      case 1 -> condition.select(v, zero);
      case 2 -> condition.select(zero, v);
      default -> null;
    };
  }
}
