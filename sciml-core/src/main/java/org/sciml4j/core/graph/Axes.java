package org.sciml4j.core.graph;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;

/** Arithmetic on the axes of a shape. */
final class Axes {
  private Axes() {}

  static List<Integer> orAll(TensorType type, int... axes) {
    return (axes.length == 0 ? IntStream.range(0, type.rank()) : IntStream.of(axes))
        .boxed()
        .toList();
  }

  static long count(TensorType type, int... axes) {
    return orAll(type, axes).stream().mapToLong(type::size).reduce(1, Math::multiplyExact);
  }

  /** The shape without some axes; without all if none is named. */
  static long[] without(TensorType type, int... axes) {
    List<Integer> gone = orAll(type, axes);
    return IntStream.range(0, type.rank())
        .filter(axis -> !gone.contains(axis))
        .mapToLong(type::size)
        .toArray();
  }

  /** The shape with a new axis of extent one, which may come after the last. */
  static long[] with(TensorType type, int axis) {
    if (axis < 0 || axis > type.rank()) {
      throw new InvalidInputException(
          "new axis", axis, "0 to " + type.rank() + " for " + type, "choose one of these");
    }
    LongStream before = LongStream.of(type.shape()).limit(axis);
    LongStream after = LongStream.of(type.shape()).skip(axis);
    return LongStream.concat(LongStream.concat(before, LongStream.of(1)), after).toArray();
  }

  static List<Integer> permutation(TensorType type, int... permutation) {
    if (permutation.length > 0 || type.rank() == 0) {
      return IntStream.of(permutation).boxed().toList();
    }
    if (type.rank() == 1) {
      throw new InvalidInputException(
          "operand of transpose", type, "two axes or more", "reshape it to a matrix first");
    }
    int last = type.rank() - 1;
    return IntStream.rangeClosed(0, last)
        .map(axis -> axis == last ? last - 1 : axis == last - 1 ? last : axis)
        .boxed()
        .toList();
  }
}
