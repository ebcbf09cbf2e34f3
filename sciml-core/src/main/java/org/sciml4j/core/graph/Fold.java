package org.sciml4j.core.graph;

import java.util.List;

/**
 * Added points summed back onto the points they repeat: the adjoint of {@link Pad}.
 *
 * @param padding what {@link Pad} adds along each axis
 */
public record Fold(List<Padding> padding) implements Operation {
  /** Copies the list. */
  public Fold {
    padding = List.copyOf(padding);
  }

  @Override
  public String name() {
    return "fold";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    Operands.requireCount(this, 1, operands);
    TensorType operand = operands.getFirst();
    if (padding.size() != operand.rank()) {
      throw Operands.error(
          this, operands, padding.size() + " axes", "give one padding for each axis");
    }
    long[] shape = operand.shape();
    for (int axis = 0; axis < shape.length; axis++) {
      long added = padding.get(axis).low() + padding.get(axis).high();
      shape[axis] -= added;
      if (shape[axis] < 0 || (shape[axis] == 0 && added > 0)) {
        throw Operands.error(
            this, operands, "axes longer than what " + padding + " added", "pad less");
      }
    }
    return operand.withShape(shape);
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    return tangents.getFirst() == null ? null : Value.of(this, tangents.getFirst());
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    return List.of(Value.of(new Pad(padding), cotangent));
  }
}
