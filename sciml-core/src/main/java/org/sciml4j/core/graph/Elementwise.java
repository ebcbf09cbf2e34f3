package org.sciml4j.core.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * An operation that computes each element of its result from the elements at the same place of
 * operands of one shape and type. Its Jacobian by an operand is diagonal, so forward and reverse
 * derivatives both multiply by the partial derivative.
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
   * {@code v} times the partial derivative of {@code result} by one operand; {@code null} where
   * that is zero everywhere.
   *
   * @param operand which one, counted from 0
   * @param v of the result's type
   */
  Value timesPartial(int operand, Value v, Value result);

  @Override
  default Value jvp(Value result, List<Value> tangents) {
    Value sum = null;
    for (int i = 0; i < arity(); i++) {
      if (tangents.get(i) != null) {
        sum = Operands.sum(sum, timesPartial(i, tangents.get(i), result));
      }
    }
    return sum;
  }

  @Override
  default List<Value> vjp(Value result, Value cotangent) {
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < arity(); i++) {
      all.add(timesPartial(i, cotangent, result));
    }
    return all;
  }
}
