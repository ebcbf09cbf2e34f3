package org.sciml4j.core.graph;

import java.util.List;
import java.util.stream.LongStream;

/**
 * The mean of each window of {@code [n, c, spatial...]}; points outside the input count as zeros.
 * Its adjoint is {@link AveragePoolAdjoint}.
 *
 * @param geometry how the window travels
 */
public record AveragePool(PoolGeometry geometry) implements Operation {
  @Override
  public String name() {
    return "average_pool";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    Operands.requireCount(this, 1, operands);
    return geometry.pooled(this, operands.getFirst(), operands);
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    return tangents.getFirst() == null ? null : Value.of(this, tangents.getFirst());
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    List<Long> extents = LongStream.of(result.operand(0).shape()).skip(2).boxed().toList();
    return List.of(Value.of(new AveragePoolAdjoint(geometry, extents), cotangent));
  }
}
