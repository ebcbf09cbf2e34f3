package org.sciml4j.core.graph;

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
