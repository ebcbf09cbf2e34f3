package org.sciml4j.core.graph;

import java.util.List;
import org.sciml4j.core.tensor.DType;

/**
 * The same numbers, rounded to nearest, in another element type.
 *
 * @param dtype the element type
 */
public record Cast(DType dtype) implements Operation {
  @Override
  public String name() {
    return "cast";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    Operands.requireCount(this, 1, operands);
    return new TensorType(dtype, operands.getFirst().shape());
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    return tangents.getFirst() == null ? null : Value.of(this, tangents.getFirst());
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    return List.of(cotangent.cast(result.operand(0).type().dtype()));
  }
}
