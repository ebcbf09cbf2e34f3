package org.sciml4j.core.graph;

import java.util.Arrays;
import java.util.List;

/** An elementwise operation on two operands. */
public sealed interface Binary extends Elementwise
    permits Add, Subtract, Multiply, Divide, Power, Maximum, Minimum, Less, LessOrEqual, Equal {
  @Override
  default int arity() {
    return 2;
  }

  /** ∂y/∂a, where the result of {@code a} and {@code b} is {@code y}; {@code null} where zero. */
  Value left(Value a, Value b, Value y);

  /** ∂y/∂b, where the result of {@code a} and {@code b} is {@code y}; {@code null} where zero. */
  Value right(Value a, Value b, Value y);

  @Override
  default List<Value> partials(Value result) {
    Value a = result.operand(0);
    Value b = result.operand(1);
    return Arrays.asList(left(a, b, result), right(a, b, result));
  }
}
