package org.sciml4j.core.graph;

import java.util.Arrays;
import java.util.List;

/**
 * In each window of {@code x}, the element of {@code v} at the place of the first largest of {@code
 * x}: the forward derivative of {@link MaxPool}. Operands {@code x} and {@code v} of one shape
 * {@code [n, c, spatial...]}; linear in {@code v}.
 *
 * @param geometry how the window travels
 */
public record MaxPoolSelect(PoolGeometry geometry) implements Operation {
  @Override
  public String name() {
    return "max_pool_select";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    Operands.requireCount(this, 2, operands);
    Operands.requireSameType(this, operands);
    return geometry.pooled(this, operands.getFirst(), operands);
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    return tangents.get(1) == null ? null : Value.of(this, result.operand(0), tangents.get(1));
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    return Arrays.asList(
        null, Value.of(new MaxPoolScatter(geometry), result.operand(0), cotangent));
  }
}
