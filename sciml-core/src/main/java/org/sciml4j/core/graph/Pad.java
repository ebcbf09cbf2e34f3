package org.sciml4j.core.graph;

import java.util.List;
import org.sciml4j.core.stencil.BoundaryMode;

/**
 * An array continued beyond its edges by boundary conditions, axis by axis. Its adjoint is {@link
 * Fold}.
 *
 * @param padding what is added along each axis
 */
public record Pad(List<Padding> padding) implements Operation {
  /** Copies the list. */
  public Pad {
    padding = List.copyOf(padding);
  }

  /** Whether every added point is a zero. */
  public boolean isZero() {
    return padding.stream().allMatch(Pad::isZero);
  }

  private static boolean isZero(Padding one) {
    return (one.low() == 0 || one.lowMode() == BoundaryMode.ZERO)
        && (one.high() == 0 || one.highMode() == BoundaryMode.ZERO);
  }

  @Override
  public String name() {
    return "pad";
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
      Padding added = padding.get(axis);
      if (shape[axis] == 0 && added.low() + added.high() > 0) {
        throw Operands.error(
            this, operands, "axes that hold elements to continue", "leave empty axes as they are");
      }
      shape[axis] += added.low() + added.high();
    }
    return operand.withShape(shape);
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    return tangents.getFirst() == null ? null : Value.of(this, tangents.getFirst());
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    return List.of(Value.of(new Fold(padding), cotangent));
  }
}
