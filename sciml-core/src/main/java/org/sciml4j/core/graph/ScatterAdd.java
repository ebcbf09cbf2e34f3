package org.sciml4j.core.graph;

import java.util.Arrays;
import java.util.List;

/**
 * Slices added into zeros at given indices along one axis: the adjoint of {@link Gather}. Operands:
 * the slices, and their indices {@code [n]}, one for each position along the axis, whole numbers
 * from 0; slices whose index is not on the axis are left out. Slices that share an index are added
 * in their order.
 *
 * @param axis the axis to index
 * @param size extent of the result along it
 */
public record ScatterAdd(int axis, long size) implements Operation {
  @Override
  public String name() {
    return "scatter_add";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    Operands.requireCount(this, 2, operands);
    Operands.requireSameDtype(this, operands);
    TensorType slices = operands.getFirst();
    Operands.requireAxis(name(), axis, slices);
    Operands.requireExactIndices(name(), slices, size);
    TensorType indices = operands.get(1);
    if (indices.rank() != 1 || indices.count() != slices.size(axis)) {
      throw Operands.error(
          this, operands, "one index for each slice along axis " + axis, "correct the indices");
    }
    long[] shape = slices.shape();
    shape[axis] = size;
    return slices.withShape(shape);
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    return tangents.getFirst() == null
        ? null
        : Value.of(this, tangents.getFirst(), result.operand(1));
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    Value indices = result.operand(1);
    Value onAxis =
        indices
            .equalTo(indices.floor())
            .times(indices.greaterOrEqual(0))
            .times(indices.lessThan(size));
    long[] along = new long[result.rank()];
    Arrays.fill(along, 1);
    along[axis] = indices.type().count();
    Value slices = Value.of(new Gather(axis), cotangent, indices);
    return Arrays.asList(onAxis.reshape(along).select(slices, slices.filled(0)), null);
  }
}
