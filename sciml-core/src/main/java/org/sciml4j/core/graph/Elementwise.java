package org.sciml4j.core.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * An operation that computes each element of its result from the elements at the same place of
 * operands of one shape and type.
 */
public sealed interface Elementwise extends Operation permits Unary, Binary, Select {
  /** Number of operands. */
  int arity();

  /**
   * The operation on single numbers, the definition that all devices are tested against.
   *
   * @param x one number for each operand
   */
  double evaluate(double... x);

  @Override
  default TensorType type(List<TensorType> operands) {
    Operands.requireCount(this, arity(), operands);
    return Operands.requireSameType(this, operands);
  }

  /**
   * Partial derivatives of the result by each operand, as values of the result's shape; {@code
   * null} where zero everywhere.
   */
  List<Value> partials(Value result);

  @Override
  default Value jvp(Value result, List<Value> tangents) {
    List<Value> partials = partials(result);
    Value sum = null;
    for (int i = 0; i < arity(); i++) {
      if (tangents.get(i) != null && partials.get(i) != null) {
        sum = Operands.sum(sum, tangents.get(i).times(partials.get(i)));
      }
    }
    return sum;
  }

  @Override
  default List<Value> vjp(Value result, Value cotangent) {
    List<Value> all = new ArrayList<>();
    for (Value partial : partials(result)) {
      all.add(partial == null ? null : cotangent.times(partial));
    }
    return all;
  }
}
