package org.sciml4j.core.cpu.pass;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.sciml4j.core.graph.Broadcast;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Multiply;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.ReduceMax;
import org.sciml4j.core.graph.Reshape;
import org.sciml4j.core.graph.Sum;
import org.sciml4j.core.graph.Transpose;
import org.sciml4j.core.graph.Value;

/** Equalities of sums and maxima. */
final class Reductions {
  private Reductions() {}

  static Value simplify(Operation operation, Value value) {
    return switch (operation) {
      case Sum sum -> sum(sum, value, value.operand(0));
      case ReduceMax max when isTrivial(max.axes(), value.operand(0)) -> value.operand(0);
      default -> null;
    };
  }

  private static boolean isTrivial(List<Integer> axes, Value x) {
    return axes.stream().allMatch(axis -> x.type().size(axis) == 1);
  }

  private static Value sum(Sum sum, Value value, Value x) {
    if (isTrivial(sum.axes(), x)) {
      return x;
    }
    if (x.primitive() instanceof Constant constant && constant.isUniform()) {
      double count = (double) x.type().count() / Math.max(1, value.type().count());
      return Value.constant(value.type(), count == 0 ? 0 : constant.value(0) * count);
    }
    if (x.primitive() instanceof Sum inner) {
      List<Integer> axes =
          Stream.concat(sum.axes().stream(), inner.axes().stream()).distinct().sorted().toList();
      return Simplification.of(new Sum(axes), x.operand(0));
    }
    if (x.primitive() instanceof Broadcast) {
      return ofRepeated(sum, value, x);
    }
    boolean moved = x.primitive() instanceof Reshape || x.primitive() instanceof Transpose;
    if (moved && sum.axes().size() == x.rank()) {
      List<Integer> all = IntStream.range(0, x.operand(0).rank()).boxed().toList();
      return reshaped(Simplification.of(new Sum(all), x.operand(0)), value.shape());
    }
    return null;
  }

  /** The sum of equal terms is their number times one of them. */
  private static Value ofRepeated(Sum sum, Value value, Value x) {
    Value once = x.operand(0);
    int added = x.rank() - once.rank();
    List<Integer> repeated =
        sum.axes().stream()
            .filter(axis -> axis < added || once.type().size(axis - added) != x.type().size(axis))
            .toList();
    long count = repeated.stream().mapToLong(x.type()::size).reduce(1, Math::multiplyExact);
    if (repeated.isEmpty() || count == 0) {
      return null;
    }
    Value times = Simplification.of(new Multiply(), once, once.filled(count));
    long[] shape = x.shape();
    repeated.forEach(axis -> shape[axis] = 1);
    List<Long> less = LongStream.of(shape).boxed().toList();
    List<Integer> rest = sum.axes().stream().filter(axis -> !repeated.contains(axis)).toList();
    Value smaller = Simplification.of(new Broadcast(less), times);
    return rest.isEmpty()
        ? reshaped(smaller, value.shape())
        : Simplification.of(new Sum(rest), smaller);
  }

  private static Value reshaped(Value value, long... shape) {
    return Simplification.of(new Reshape(LongStream.of(shape).boxed().toList()), value);
  }
}
