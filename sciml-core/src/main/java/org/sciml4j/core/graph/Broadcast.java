package org.sciml4j.core.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Repetition along new leading axes and along axes of extent one, as NumPy broadcasts: {@code [3,
 * 1] -> [2, 3, 4]}. Its adjoint sums over the repeated axes.
 *
 * @param shape extents of the result
 */
public record Broadcast(List<Long> shape) implements Operation {
  /** Copies the extents. */
  public Broadcast {
    shape = List.copyOf(shape);
  }

  @Override
  public String name() {
    return "broadcast";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    Operands.requireCount(this, 1, operands);
    TensorType operand = operands.getFirst();
    int added = shape.size() - operand.rank();
    boolean fits = added >= 0;
    for (int axis = 0; fits && axis < operand.rank(); axis++) {
      fits = operand.size(axis) == 1 || operand.size(axis) == shape.get(axis + added);
    }
    if (!fits) {
      throw Operands.error(
          this,
          operands,
          "a shape whose axes, counted from the last, are 1 or those of " + shape,
          "reshape it first");
    }
    return operand.withShape(Operands.longs(shape));
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    return tangents.getFirst() == null ? null : Value.of(this, tangents.getFirst());
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    TensorType operand = result.operand(0).type();
    int added = shape.size() - operand.rank();
    List<Integer> repeated = new ArrayList<>();
    for (int axis = 0; axis < shape.size(); axis++) {
      if (axis < added || operand.size(axis - added) != shape.get(axis)) {
        repeated.add(axis);
      }
    }
    return List.of(Value.of(new Sum(repeated), cotangent).reshape(operand.shape()));
  }
}
