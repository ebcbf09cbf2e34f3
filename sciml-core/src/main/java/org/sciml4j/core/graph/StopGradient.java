package org.sciml4j.core.graph;

import java.util.Collections;
import java.util.List;

/** The operand itself, as far as values go; a constant, as far as derivatives go. */
public record StopGradient() implements Operation {
  @Override
  public String name() {
    return "stop_gradient";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    Operands.requireCount(this, 1, operands);
    return operands.getFirst();
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    return null;
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    return Collections.singletonList(null);
  }
}
