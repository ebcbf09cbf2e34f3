package org.sciml4j.core.graph;

import java.util.List;

/**
 * Zeros, except at regular positions along every axis, where the operand's elements stand: the
 * adjoint of {@link Slice}. Steps above one put zeros between elements.
 *
 * @param shape extents of the result
 * @param spans the operand's places in it, one span for each axis
 */
public record Embed(List<Long> shape, List<Span> spans) implements Operation {
  /** Copies the extents and spans. */
  public Embed {
    shape = List.copyOf(shape);
    spans = List.copyOf(spans);
  }

  @Override
  public String name() {
    return "embed";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    Operands.requireCount(this, 1, operands);
    TensorType type = operands.getFirst().withShape(Operands.longs(shape));
    Operands.requireSpans(this, spans, type, operands);
    TensorType places = type.withShape(spans.stream().mapToLong(Span::count).toArray());
    if (!places.hasShapeOf(operands.getFirst())) {
      throw Operands.error(
          this, operands, "the extents of the places, " + places, "choose as many places");
    }
    return type;
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    return tangents.getFirst() == null ? null : Value.of(this, tangents.getFirst());
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    return List.of(Value.of(new Slice(spans), cotangent));
  }
}
