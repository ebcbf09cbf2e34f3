package org.sciml4j.core.graph;

/** An elementwise operation on one operand. */
public sealed interface Unary extends Elementwise
    permits Negate, Abs, Sign, Floor, Exp, Expm1, Log, Log1p, Sqrt, Sin, Cos, Tanh, Sigmoid, Erf {
  @Override
  default int arity() {
    return 1;
  }

  /** {@code v y'}, where the result of {@code x} is {@code y}; {@code null} where y' is zero. */
  Value derivative(Value v, Value x, Value y);

  @Override
  default Value timesPartial(int operand, Value v, Value result) {
    return derivative(v, result.operand(0), result);
  }
}
