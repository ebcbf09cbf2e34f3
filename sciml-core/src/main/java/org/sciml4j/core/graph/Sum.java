package org.sciml4j.core.graph;

import java.util.List;

/**
 * Sum over some axes, which stay with extent one: {@code y_i = Σ_j x_ij}.
 *
 * @param axes the axes to sum over
 */
public record Sum(List<Integer> axes) implements Operation {
  /** Copies the axes. */
  public Sum {
    axes = List.copyOf(axes);
  }

  @Override
  public String name() {
    return "sum";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    Operands.requireCount(this, 1, operands);
    Operands.requireAxes(this, axes, operands.getFirst());
    return operands.getFirst().withShape(Operands.reduced(operands.getFirst(), axes));
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    return tangents.getFirst() == null ? null : Value.of(this, tangents.getFirst());
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    return List.of(cotangent.broadcastTo(result.operand(0).shape()));
  }
}
