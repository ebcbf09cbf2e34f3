package org.sciml4j.core.cpu.pass;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.sciml4j.core.graph.Add;
import org.sciml4j.core.graph.Concat;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Embed;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.Span;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;

/**
 * Arrays that are zero except in pieces along one axis: what reverse differentiation makes of
 * slices. Their sum is a concatenation where the pieces coincide or do not overlap.
 */
final class Pieces {
  private record Piece(long from, Value value) {
    long to(int axis) {
      return from + value.type().size(axis);
    }
  }

  private Pieces() {}

  static Value join(Operation operation, Value value) {
    return switch (operation) {
      case Embed embed -> {
        int axis = axis(embed, value.operand(0));
        long from = axis < 0 ? 0 : embed.spans().get(axis).from();
        yield axis < 0
            ? null
            : concatenation(value.type(), axis, List.of(new Piece(from, value.operand(0))));
      }
      case Add _ -> sum(value);
      default -> null;
    };
  }

  /** The one axis along which the operand is a piece of the whole; -1 if there are several. */
  private static int axis(Embed embed, Value operand) {
    int axis = -1;
    for (int i = 0; i < embed.spans().size(); i++) {
      if (!embed.spans().get(i).equals(Span.all(embed.shape().get(i)))) {
        if (axis >= 0 || (embed.spans().get(i).step() != 1 && operand.type().size(i) > 1)) {
          return -1;
        }
        axis = i;
      }
    }
    return axis;
  }

  /** A sum of concatenations, unless a part other than zeros would have to be cut. */
  private static Value sum(Value value) {
    if (!(value.operand(0).primitive() instanceof Concat first)
        || !(value.operand(1).primitive() instanceof Concat second)
        || first.axis() != second.axis()) {
      return null;
    }
    int axis = first.axis();
    List<Piece> all = pieces(value.operand(0), axis);
    all.addAll(pieces(value.operand(1), axis));
    all.sort(Comparator.comparingLong(Piece::from));
    List<Piece> sums = new ArrayList<>();
    for (Piece piece : all) {
      Piece last = sums.isEmpty() ? null : sums.getLast();
      if (last == null || piece.from >= last.to(axis)) {
        sums.add(piece);
      } else if (piece.from == last.from && piece.to(axis) == last.to(axis)) {
        Value sum = Simplification.of(new Add(), last.value, piece.value);
        sums.set(sums.size() - 1, new Piece(piece.from, sum));
      } else {
        return null;
      }
    }
    return concatenation(value.type(), axis, sums);
  }

  private static List<Piece> pieces(Value concatenation, int axis) {
    List<Piece> pieces = new ArrayList<>();
    long from = 0;
    for (Value part : concatenation.operands()) {
      if (!isZero(part)) {
        pieces.add(new Piece(from, part));
      }
      from += part.type().size(axis);
    }
    return pieces;
  }

  private static boolean isZero(Value value) {
    return value.primitive() instanceof Constant constant && constant.isAll(0);
  }

  private static Value concatenation(TensorType type, int axis, List<Piece> pieces) {
    List<Value> parts = new ArrayList<>();
    long end = 0;
    for (Piece piece : pieces) {
      addZeros(type, axis, piece.from - end, parts);
      parts.add(piece.value);
      end = piece.to(axis);
    }
    addZeros(type, axis, type.size(axis) - end, parts);
    return Simplification.of(new Concat(axis), parts.toArray(Value[]::new));
  }

  private static void addZeros(TensorType type, int axis, long extent, List<Value> parts) {
    if (extent > 0) {
      long[] shape = type.shape();
      shape[axis] = extent;
      parts.add(Value.constant(type.withShape(shape), 0));
    }
  }
}
