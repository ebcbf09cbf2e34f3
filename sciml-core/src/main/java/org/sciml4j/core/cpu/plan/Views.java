package org.sciml4j.core.cpu.plan;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.sciml4j.core.graph.Broadcast;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Coordinate;
import org.sciml4j.core.graph.Item;
import org.sciml4j.core.graph.Reshape;
import org.sciml4j.core.graph.Reverse;
import org.sciml4j.core.graph.Slice;
import org.sciml4j.core.graph.StopGradient;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Transpose;
import org.sciml4j.core.graph.Value;

/**
 * Traces values that only rearrange others back to those: broadcasts, transpositions, slices,
 * reversals and most reshapes take no instruction, only another way to read.
 */
final class Views {
  private final Map<Value, Source> sources = new IdentityHashMap<>();

  /** What a value is a view of; itself if it has to be computed. */
  Source of(Value value) {
    Source known = sources.get(value);
    if (known == null) {
      known = trace(value);
      sources.put(value, known);
    }
    return known;
  }

  private Source trace(Value value) {
    return switch (value.primitive()) {
      case StopGradient _ -> operand(value);
      case Broadcast view -> seen(value, operand(value).layout().broadcast(view.shape()));
      case Transpose view -> seen(value, operand(value).layout().transpose(view.permutation()));
      case Slice view -> seen(value, operand(value).layout().slice(view.spans()));
      case Reverse view -> seen(value, operand(value).layout().reverse(view.axes()));
      case Reshape _ -> {
        Layout layout = operand(value).layout().reshape(value.shape());
        yield layout == null ? whole(value) : seen(value, layout);
      }
      case Item item ->
          new Source(value.operand(0), item.index(), Layout.dense(value.type().shape()));
      case Constant constant when constant.isUniform() ->
          new Source(value, 0, Layout.repeated(value.shape()));
      case Coordinate coordinate -> new Source(value, 0, along(coordinate));
      default -> whole(value);
    };
  }

  private Source operand(Value value) {
    return of(value.operand(0));
  }

  private Source seen(Value value, Layout layout) {
    return operand(value).with(layout);
  }

  private static Source whole(Value value) {
    return new Source(value, 0, Layout.dense(value.types().getFirst().shape()));
  }

  /** The numbers 0, 1, 2, ... along the coordinate's axis, repeated along the others. */
  private static Layout along(Coordinate coordinate) {
    TensorType type = coordinate.type();
    long[] column = new long[type.rank() - coordinate.axis()];
    Arrays.fill(column, 1);
    column[0] = type.size(coordinate.axis());
    return Layout.dense(column).broadcast(LongStream.of(type.shape()).boxed().toList());
  }
}
