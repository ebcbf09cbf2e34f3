package org.sciml4j.core.graph;

import java.util.Collections;
import java.util.List;

/**
 * Index of the first largest element along one axis, which stays with extent one; a NaN counts as
 * larger than any number. Its derivative is zero.
 *
 * @param axis the axis to search
 */
public record ArgMax(int axis) implements Operation {
  @Override
  public String name() {
    return "arg_max";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    Operands.requireCount(this, 1, operands);
    TensorType operand = operands.getFirst();
    Operands.requireAxis(name(), axis, operand);
    Operands.requireExactIndices(name(), operand, operand.size(axis));
    if (operand.size(axis) == 0) {
      throw Operands.error(this, operands, "an axis that holds elements", "search another axis");
    }
    return operand.withShape(Operands.reduced(operand, List.of(axis)));
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    return null;
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    return Collections.singletonList(null);
  }
}
