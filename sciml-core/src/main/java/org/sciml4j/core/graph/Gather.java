package org.sciml4j.core.graph;

import java.util.Arrays;
import java.util.List;

/**
 * The slices of {@code x} at given indices along one axis. Operands: {@code x} and the indices
 * {@code [n]}, whole numbers from 0 in the floating-point type of {@code x}, exact up to 2^24 in
 * single precision; an index that is not on the axis gives NaN. The result has extent {@code n}
 * along the axis. Its adjoint is {@link ScatterAdd}.
 *
 * @param axis the axis to index
 */
public record Gather(int axis) implements Operation {
  @Override
  public String name() {
    return "gather";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    Operands.requireCount(this, 2, operands);
    Operands.requireSameDtype(this, operands);
    TensorType x = operands.getFirst();
    Operands.requireAxis(name(), axis, x);
    Operands.requireExactIndices(name(), x, x.size(axis));
    if (operands.get(1).rank() != 1) {
      throw Operands.error(this, operands, "indices [n]", "reshape the indices first");
    }
    long[] shape = x.shape();
    shape[axis] = operands.get(1).count();
    return x.withShape(shape);
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    return tangents.getFirst() == null
        ? null
        : Value.of(this, tangents.getFirst(), result.operand(1));
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    long size = result.operand(0).type().size(axis);
    return Arrays.asList(Value.of(new ScatterAdd(axis, size), cotangent, result.operand(1)), null);
  }
}
