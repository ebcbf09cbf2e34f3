package org.sciml4j.core.cpu.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.sciml4j.core.graph.Broadcast;
import org.sciml4j.core.graph.Cast;
import org.sciml4j.core.graph.Concat;
import org.sciml4j.core.graph.Embed;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.Reshape;
import org.sciml4j.core.graph.Reverse;
import org.sciml4j.core.graph.Slice;
import org.sciml4j.core.graph.Span;
import org.sciml4j.core.graph.StopGradient;
import org.sciml4j.core.graph.Transpose;
import org.sciml4j.core.graph.Value;

/** Equalities of operations that move elements. */
final class Rearrangement {
  private Rearrangement() {}

  static Value simplify(Operation operation, Value value) {
    if (value.operands().isEmpty()) {
      return null;
    }
    Value x = value.operand(0);
    boolean sameType = x.primitive() instanceof Operation && x.type().equals(value.type());
    return switch (operation) {
      case StopGradient _ -> x;
      case Cast _ when sameType -> x;
      case Reshape _ when sameType -> x;
      case Reshape reshape -> reshape(reshape, x);
      case Broadcast _ when sameType -> x;
      case Broadcast broadcast -> broadcast(broadcast, x);
      case Transpose transpose -> transpose(transpose, value, x);
      case Slice _ when sameType -> x;
      case Slice slice -> slice(slice, x);
      case Reverse reverse -> reverse(reverse, x);
      case Concat _ when value.operands().size() == 1 -> x;
      case Embed _ when sameType -> x;
      default -> null;
    };
  }

  private static Value reshape(Reshape reshape, Value x) {
    return switch (x.primitive()) {
      case Reshape _ -> Simplification.of(reshape, x.operand(0));
      case Broadcast _ when x.operand(0).type().count() == 1 ->
          Simplification.of(
              new Broadcast(reshape.shape()),
              Simplification.of(new Reshape(List.of()), x.operand(0)));
      default -> null;
    };
  }

  private static Value broadcast(Broadcast broadcast, Value x) {
    if (x.primitive() instanceof Broadcast) {
      return Simplification.of(broadcast, x.operand(0));
    }
    boolean addsLeadingAxes =
        x.primitive() instanceof Reshape && endsWith(x.shape(), x.operand(0).shape());
    return addsLeadingAxes ? Simplification.of(broadcast, x.operand(0)) : null;
  }

  /** Whether the one shape is the other behind extents of one. */
  private static boolean endsWith(long[] shape, long[] end) {
    int added = shape.length - end.length;
    return added >= 0
        && LongStream.of(shape).limit(added).allMatch(extent -> extent == 1)
        && IntStream.range(0, end.length).allMatch(i -> shape[added + i] == end[i]);
  }

  private static Value transpose(Transpose transpose, Value value, Value x) {
    List<Integer> permutation = transpose.permutation();
    if (x.primitive() instanceof Transpose inner) {
      List<Integer> both = permutation.stream().map(inner.permutation()::get).toList();
      return Simplification.of(new Transpose(both), x.operand(0));
    }
    List<Integer> moving = permutation.stream().filter(axis -> x.type().size(axis) != 1).toList();
    boolean inOrder =
        IntStream.range(1, moving.size()).allMatch(i -> moving.get(i - 1) < moving.get(i));
    if (!inOrder) {
      return null;
    }
    List<Long> shape = LongStream.of(value.shape()).boxed().toList();
    return Simplification.of(new Reshape(shape), x);
  }

  private static Value slice(Slice slice, Value x) {
    return switch (x.primitive()) {
      case Slice inner -> {
        List<Span> spans = new ArrayList<>();
        for (int axis = 0; axis < slice.spans().size(); axis++) {
          Span outside = inner.spans().get(axis);
          Span span = slice.spans().get(axis);
          spans.add(
              new Span(
                  outside.from() + span.from() * outside.step(),
                  span.count(),
                  span.step() * outside.step()));
        }
        yield spansFit(spans, x.operand(0))
            ? Simplification.of(new Slice(spans), x.operand(0))
            : null;
      }
      case Embed embed when embed.spans().equals(slice.spans()) -> x.operand(0);
      case Concat concat -> sliceOfPart(slice, concat, x);
      default -> null;
    };
  }

  private static boolean spansFit(List<Span> spans, Value value) {
    return IntStream.range(0, spans.size())
        .allMatch(axis -> spans.get(axis).fits(value.type().size(axis)));
  }

  /** A slice that lies in one part of a concatenation. */
  private static Value sliceOfPart(Slice slice, Concat concat, Value x) {
    Span along = slice.spans().get(concat.axis());
    long start = 0;
    for (Value part : x.operands()) {
      long end = start + part.type().size(concat.axis());
      long last = along.from() + Math.max(0, along.count() - 1) * along.step();
      if (along.count() > 0 && along.from() >= start && last < end) {
        List<Span> spans = new ArrayList<>(slice.spans());
        spans.set(concat.axis(), new Span(along.from() - start, along.count(), along.step()));
        return Simplification.of(new Slice(spans), part);
      }
      start = end;
    }
    return null;
  }

  private static Value reverse(Reverse reverse, Value x) {
    List<Integer> axes = reverse.axes().stream().filter(axis -> x.type().size(axis) > 1).toList();
    if (axes.isEmpty()) {
      return x;
    }
    if (x.primitive() instanceof Reverse inner) {
      List<Integer> both =
          IntStream.range(0, x.rank())
              .filter(axis -> axes.contains(axis) != inner.axes().contains(axis))
              .boxed()
              .toList();
      return Simplification.of(new Reverse(both), x.operand(0));
    }
    return null;
  }
}
