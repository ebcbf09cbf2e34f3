package org.sciml4j.core.graph;

import java.util.List;

/**
 * The elements at regular positions along every axis. Its adjoint is {@link Embed}.
 *
 * @param spans the positions, one span for each axis
 */
public record Slice(List<Span> spans) implements Operation {
  /** Copies the spans. */
  public Slice {
    spans = List.copyOf(spans);
  }

  @Override
  public String name() {
    return "slice";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    Operands.requireCount(this, 1, operands);
    TensorType operand = operands.getFirst();
    Operands.requireSpans(this, spans, operand, operands);
    return operand.withShape(spans.stream().mapToLong(Span::count).toArray());
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    return tangents.getFirst() == null ? null : Value.of(this, tangents.getFirst());
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    List<Long> shape = Operands.list(result.operand(0).shape());
    return List.of(Value.of(new Embed(shape, spans), cotangent));
  }
}
