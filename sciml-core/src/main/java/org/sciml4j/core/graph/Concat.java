package org.sciml4j.core.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Operands one after the other along one axis. Its adjoint slices.
 *
 * @param axis the axis to join along
 */
public record Concat(int axis) implements Operation {
  private boolean agrees(TensorType first, TensorType other) {
    return IntStream.range(0, first.rank())
        .allMatch(i -> i == axis || first.size(i) == other.size(i));
  }

  @Override
  public String name() {
    return "concat";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    if (operands.isEmpty()) {
      throw Operands.error(this, operands, "at least one operand", "pass some");
    }
    TensorType first = operands.getFirst();
    Operands.requireAxis(name(), axis, first);
    Operands.requireSameDtype(this, operands);
    long[] shape = first.shape();
    shape[axis] = 0;
    for (TensorType operand : operands) {
      if (operand.rank() != first.rank() || !agrees(first, operand)) {
        throw Operands.error(
            this,
            operands,
            "the same extents except along axis " + axis,
            "slice or pad them first");
      }
      shape[axis] += operand.size(axis);
    }
    return first.withShape(shape);
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    if (tangents.stream().allMatch(tangent -> tangent == null)) {
      return null;
    }
    List<Value> parts =
        IntStream.range(0, tangents.size())
            .mapToObj(i -> tangents.get(i) == null ? result.operand(i).filled(0) : tangents.get(i))
            .toList();
    return Value.of(this, parts);
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    List<Value> parts = new ArrayList<>();
    long from = 0;
    for (Value operand : result.operands()) {
      long to = from + operand.type().size(axis);
      parts.add(cotangent.slice(axis, from, to));
      from = to;
    }
    return parts;
  }
}
