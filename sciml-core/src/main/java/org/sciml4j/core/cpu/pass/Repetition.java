package org.sciml4j.core.cpu.pass;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.sciml4j.core.graph.Broadcast;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Elementwise;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.Shape;

/** Elementwise operations on repeated operands: they are computed once and repeated then. */
final class Repetition {
  private Repetition() {}

  static Value postpone(Value value) {
    long[] shape = value.shape();
    long[] distinct = new long[shape.length];
    Arrays.fill(distinct, 1);
    for (Value operand : value.operands()) {
      if (!(operand.primitive() instanceof Constant constant && constant.isUniform())) {
        long[] own = unrepeated(operand).shape();
        for (int i = 1; i <= own.length; i++) {
          int axis = shape.length - i;
          distinct[axis] = Math.max(distinct[axis], own[own.length - i]);
        }
      }
    }
    if (Shape.count(distinct) >= value.type().count()) {
      return null;
    }
    List<Long> small = LongStream.of(distinct).boxed().toList();
    Value[] operands =
        value.operands().stream()
            .map(operand -> Simplification.of(new Broadcast(small), shrunk(operand)))
            .toArray(Value[]::new);
    Value once = Simplification.of((Operation) (Elementwise) value.primitive(), operands);
    return Simplification.of(new Broadcast(LongStream.of(shape).boxed().toList()), once);
  }

  private static Value unrepeated(Value value) {
    return value.primitive() instanceof Broadcast ? value.operand(0) : value;
  }

  private static Value shrunk(Value operand) {
    return operand.primitive() instanceof Constant constant && constant.isUniform()
        ? Value.constant(operand.type().withShape(), constant.value(0))
        : unrepeated(operand);
  }
}
