package org.sciml4j.core.graph;

import java.util.Collections;
import java.util.List;

/** An elementwise operation on one operand. */
public sealed interface Unary extends Elementwise
    permits Negate, Abs, Sign, Floor, Exp, Expm1, Log, Log1p, Sqrt, Sin, Cos, Tanh, Sigmoid, Erf {
  @Override
  default int arity() {
    return 1;
  }

  /**
   * The derivative y' at {@code x}, where the result is {@code y}; {@code null} where zero
   * everywhere.
   */
  Value derivative(Value x, Value y);

  @Override
  default List<Value> partials(Value result) {
    return Collections.singletonList(derivative(result.operand(0), result));
  }
}
