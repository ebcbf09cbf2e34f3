package org.sciml4j.core.graph;

/** An elementwise operation on two operands. */
public sealed interface Binary extends Elementwise
    permits Add, Subtract, Multiply, Divide, Power, Maximum, Minimum, Less, LessOrEqual, Equal {
  @Override
  default int arity() {
    return 2;
  }

  /** {@code v ∂y/∂a}, where {@code y} is the result; {@code null} where ∂y/∂a is zero. */
  Value left(Value v, Value a, Value b, Value y);

  /** {@code v ∂y/∂b}, where {@code y} is the result; {@code null} where ∂y/∂b is zero. */
  Value right(Value v, Value a, Value b, Value y);

  @Override
  default Value timesPartial(int operand, Value v, Value result) {
    Value a = result.operand(0);
    Value b = result.operand(1);
    return operand == 0 ? left(v, a, b, result) : right(v, a, b, result);
  }
}
