package org.sciml4j.core.graph;

import java.util.List;

/**
 * Elements in the opposite order along some axes; its own inverse and adjoint.
 *
 * @param axes the axes to turn round
 */
public record Reverse(List<Integer> axes) implements Operation {
  /** Copies the axes. */
  public Reverse {
    axes = List.copyOf(axes);
  }

  @Override
  public String name() {
    return "reverse";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    Operands.requireCount(this, 1, operands);
    Operands.requireAxes(this, axes, operands.getFirst());
    return operands.getFirst();
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    return tangents.getFirst() == null ? null : Value.of(this, tangents.getFirst());
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    return List.of(Value.of(this, cotangent));
  }
}
