package org.sciml4j.core.graph;

import java.util.List;

/**
 * Running sum along one axis: {@code y_i = Σ_{j<=i} x_j}. Its adjoint sums from the other end.
 *
 * @param axis the axis to run along
 */
public record CumulativeSum(int axis) implements Operation {
  @Override
  public String name() {
    return "cumulative_sum";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    Operands.requireCount(this, 1, operands);
    Operands.requireAxis(name(), axis, operands.getFirst());
    return operands.getFirst();
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    return tangents.getFirst() == null ? null : Value.of(this, tangents.getFirst());
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    return List.of(Value.of(this, cotangent.reverse(axis)).reverse(axis));
  }
}
