package org.sciml4j.core.graph;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;

/** Checks that operations share, and sums of contributions that may be absent. */
final class Operands {
  private static final long MOST_INDICES = 1 << 24;

  private Operands() {}

  /** An error that names the operation, its operands' types and what was expected. */
  static InvalidInputException error(
      Primitive operation, List<TensorType> operands, String expected, String remedy) {
    return new InvalidInputException(
        "operands of " + operation.name(),
        operands.stream().map(TensorType::toString).collect(Collectors.joining(" and ")),
        expected,
        remedy);
  }

  static void requireCount(Primitive operation, int count, List<TensorType> operands) {
    if (operands.size() != count) {
      throw error(operation, operands, count + " operands", "pass that many");
    }
  }

  static TensorType requireSameType(Primitive operation, List<TensorType> operands) {
    TensorType first = operands.getFirst();
    if (!operands.stream().allMatch(first::equals)) {
      throw error(
          operation,
          operands,
          "operands of one shape and element type",
          "broadcast or cast them first");
    }
    return first;
  }

  static void requireSameDtype(Primitive operation, List<TensorType> operands) {
    if (operands.stream().map(TensorType::dtype).distinct().count() > 1) {
      throw error(operation, operands, "operands of one element type", "cast them first");
    }
  }

  static void requireAxis(String operation, int axis, TensorType type) {
    if (axis < 0 || axis >= type.rank()) {
      throw new InvalidInputException(
          "axis of " + operation,
          axis,
          "one of the " + type.rank() + " axes of " + type + ", counted from 0",
          "choose one of these");
    }
  }

  static void requireAxes(Primitive operation, List<Integer> axes, TensorType type) {
    axes.forEach(axis -> requireAxis(operation.name(), axis, type));
    if (axes.stream().distinct().count() < axes.size()) {
      throw new InvalidInputException(
          "axes of " + operation.name(), axes, "different axes", "name each axis once");
    }
  }

  /**
   * Single precision holds whole numbers up to 2^24; beyond, indices would name their neighbours.
   */
  static void requireExactIndices(String operation, TensorType type, long positions) {
    if (type.dtype() == DType.F32 && positions > MOST_INDICES) {
      throw new InvalidInputException(
          "axis of " + operation,
          positions + " positions in " + type,
          "at most 2^24, the indices that f32 holds exactly",
          "cast to f64 first");
    }
  }

  static void requireSpans(
      Primitive operation, List<Span> spans, TensorType type, List<TensorType> operands) {
    boolean fits = spans.size() == type.rank();
    for (int axis = 0; fits && axis < type.rank(); axis++) {
      fits = spans.get(axis).fits(type.size(axis));
    }
    if (!fits) {
      throw error(
          operation,
          operands,
          "one span for each axis within " + type + ", got " + spans,
          "correct the spans");
    }
  }

  /** The shape left when the axes are reduced, kept as extents of one. */
  static long[] reduced(TensorType type, List<Integer> axes) {
    long[] shape = type.shape();
    for (int axis : axes) {
      shape[axis] = 1;
    }
    return shape;
  }

  static long[] longs(List<Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }

  static List<Long> list(long... numbers) {
    return LongStream.of(numbers).boxed().toList();
  }

  /**
   * Tangent of a bilinear operation: its value with each operand in turn replaced by its tangent.
   */
  static Value bilinear(Operation operation, Value result, List<Value> tangents) {
    Value a = result.operand(0);
    Value b = result.operand(1);
    return sum(
        tangents.get(0) == null ? null : Value.of(operation, tangents.get(0), b),
        tangents.get(1) == null ? null : Value.of(operation, a, tangents.get(1)));
  }

  /** The sum of two contributions, either of which may be absent. */
  static Value sum(Value a, Value b) {
    if (a == null) {
      return b;
    }
    return b == null ? a : a.plus(b);
  }
}
