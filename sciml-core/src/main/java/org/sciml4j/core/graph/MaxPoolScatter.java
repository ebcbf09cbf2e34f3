package org.sciml4j.core.graph;

import java.util.Arrays;
import java.util.List;

/**
 * Each window's element of {@code g} added at the place of the window's first largest element of
 * {@code x}: the reverse derivative of {@link MaxPool}. Operands {@code x [n, c, spatial...]} and
 * {@code g} of the pooled shape; the result has the shape of {@code x} and is linear in {@code g}.
 *
 * @param geometry how the window travels
 */
public record MaxPoolScatter(PoolGeometry geometry) implements Operation {
  @Override
  public String name() {
    return "max_pool_scatter";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    Operands.requireCount(this, 2, operands);
    Operands.requireSameDtype(this, operands);
    TensorType x = operands.getFirst();
    TensorType pooled = geometry.pooled(this, x, operands);
    if (!pooled.equals(operands.get(1))) {
      throw Operands.error(this, operands, "a second operand " + pooled, "correct its extents");
    }
    return x;
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    return tangents.get(1) == null ? null : Value.of(this, result.operand(0), tangents.get(1));
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    return Arrays.asList(null, Value.of(new MaxPoolSelect(geometry), result.operand(0), cotangent));
  }
}
