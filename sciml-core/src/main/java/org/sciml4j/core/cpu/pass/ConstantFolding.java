package org.sciml4j.core.cpu.pass;

import java.util.List;
import org.sciml4j.core.graph.Broadcast;
import org.sciml4j.core.graph.Cast;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Elementwise;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.Reshape;
import org.sciml4j.core.graph.Reverse;
import org.sciml4j.core.graph.Slice;
import org.sciml4j.core.graph.StopGradient;
import org.sciml4j.core.graph.Transpose;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;

/** Computes small values that are known when the graph is compiled. */
final class ConstantFolding {
  private static final long MOST_ELEMENTS = 64;

  private ConstantFolding() {}

  static Value fold(Operation operation, Value value) {
    if (value.operands().isEmpty()
        || !value.operands().stream().allMatch(one -> one.primitive() instanceof Constant)) {
      return null;
    }
    List<Constant> operands =
        value.operands().stream().map(one -> (Constant) one.primitive()).toList();
    Constant first = operands.getFirst();
    return switch (operation) {
      case Elementwise elementwise -> elementwise(elementwise, operands, value);
      case Broadcast _, Transpose _, Slice _, Reverse _, Cast _ when first.isUniform() ->
          Value.constant(value.type(), first.value(0));
      case Reshape _, StopGradient _ -> Value.constant(value.type(), first.values());
      default -> null;
    };
  }

  private static Value elementwise(Elementwise operation, List<Constant> operands, Value value) {
    boolean uniform = operands.stream().allMatch(Constant::isUniform);
    if (!uniform && value.type().count() > MOST_ELEMENTS) {
      return null;
    }
    double[] results = new double[uniform ? 1 : (int) value.type().count()];
    for (int i = 0; i < results.length; i++) {
      int position = i;
      double[] x =
          operands.stream().mapToDouble(one -> rounded(one.value(position), value)).toArray();
      results[i] = rounded(operation.evaluate(x), value);
    }
    return Value.constant(value.type(), results);
  }

  private static double rounded(double number, Value value) {
    return value.type().dtype() == DType.F32 ? (float) number : number;
  }
}
