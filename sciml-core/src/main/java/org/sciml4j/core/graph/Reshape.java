package org.sciml4j.core.graph;

import java.util.List;
import org.sciml4j.core.tensor.Shape;

/**
 * The same elements in the same row-major order under other extents.
 *
 * @param shape extents of the result
 */
public record Reshape(List<Long> shape) implements Operation {
  /** Copies the extents. */
  public Reshape {
    shape = List.copyOf(shape);
  }

  @Override
  public String name() {
    return "reshape";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    Operands.requireCount(this, 1, operands);
    long[] extents = Operands.longs(shape);
    if (Shape.count(extents) != operands.getFirst().count()) {
      throw Operands.error(
          this,
          operands,
          "as many elements as the shape " + shape + " has",
          "choose a shape of " + operands.getFirst().count() + " elements");
    }
    return operands.getFirst().withShape(extents);
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    return tangents.getFirst() == null ? null : Value.of(this, tangents.getFirst());
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    return List.of(cotangent.reshape(result.operand(0).shape()));
  }
}
