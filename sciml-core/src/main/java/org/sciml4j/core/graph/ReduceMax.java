package org.sciml4j.core.graph;

import java.util.Arrays;
import java.util.List;

/**
 * Largest element over some axes, which stay with extent one; NaN if one is among them. Where the
 * largest occurs several times, the derivative is shared equally among the places.
 *
 * @param axes the axes to reduce
 */
public record ReduceMax(List<Integer> axes) implements Operation {
  /** Copies the axes. */
  public ReduceMax {
    axes = List.copyOf(axes);
  }

  private static Value places(Value result) {
    Value x = result.operand(0);
    return x.equalTo(result.broadcastTo(x.shape()));
  }

  @Override
  public String name() {
    return "reduce_max";
  }

  @Override
  public TensorType type(List<TensorType> operands) {
    Operands.requireCount(this, 1, operands);
    TensorType operand = operands.getFirst();
    Operands.requireAxes(this, axes, operand);
    if (axes.stream().anyMatch(axis -> operand.size(axis) == 0)) {
      throw Operands.error(this, operands, "axes that hold elements", "reduce other axes");
    }
    return operand.withShape(Operands.reduced(operand, axes));
  }

  @Override
  public Value jvp(Value result, List<Value> tangents) {
    if (tangents.getFirst() == null) {
      return null;
    }
    Value places = places(result);
    Value total = Value.of(new Sum(axes), tangents.getFirst().times(places));
    return total.dividedBy(Value.of(new Sum(axes), places));
  }

  @Override
  public List<Value> vjp(Value result, Value cotangent) {
    Value places = places(result);
    Value share = cotangent.dividedBy(Value.of(new Sum(axes), places));
    return Arrays.asList(places.times(share.broadcastTo(places.shape())));
  }
}
