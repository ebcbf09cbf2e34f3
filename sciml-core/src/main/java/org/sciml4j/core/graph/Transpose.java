package org.sciml4j.core.graph;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Axes in another order: axis {@code i} of the result is axis {@code permutation[i]} of the
 * operand.
 *
 * @param permutation every axis once
 */
public record Transpose(List<Integer> permutation) implements Operation {
  /** Copies the axes. */
  public Transpose {
    permutation = List.copyOf(permutation);
  }

  @Override
  public String name() {
    return "transpose";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    Operands.requireCount(this, 1, operands);
    TensorType operand = operands.getFirst();
    if (permutation.size() != operand.rank()) {
      throw Operands.error(
          this, operands, "as many axes as " + permutation + " names", "name every axis once");
    }
    Operands.requireAxes(this, permutation, operand);
    return operand.withShape(permutation.stream().mapToLong(operand::size).toArray());
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    return tangents.getFirst() == null ? null : Value.of(this, tangents.getFirst());
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    List<Integer> inverse =
        IntStream.range(0, permutation.size()).map(permutation::indexOf).boxed().toList();
    return List.of(Value.of(new Transpose(inverse), cotangent));
  }
}
