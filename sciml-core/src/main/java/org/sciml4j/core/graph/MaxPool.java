package org.sciml4j.core.graph;

import java.util.List;

/**
 * The largest element in each window of {@code [n, c, spatial...]}; points outside the input do not
 * count, and a NaN counts as larger than any number. The derivative passes through the first
 * largest element in row-major order.
 *
 * @param geometry how the window travels
 */
public record MaxPool(PoolGeometry geometry) implements Operation {
  @Override
  public String name() {
    return "max_pool";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    Operands.requireCount(this, 1, operands);
    return geometry.pooled(this, operands.getFirst(), operands);
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    return tangents.getFirst() == null
        ? null
        : Value.of(new MaxPoolSelect(geometry), result.operand(0), tangents.getFirst());
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    return List.of(Value.of(new MaxPoolScatter(geometry), result.operand(0), cotangent));
  }
}
