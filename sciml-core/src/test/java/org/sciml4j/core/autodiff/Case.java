package org.sciml4j.core.autodiff;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.sciml4j.core.graph.Primitive;
import org.sciml4j.core.graph.Value;

/** A primitive at a point where it is smooth. */
record Case(
    Class<? extends Primitive> primitive, Function<List<Value>, Value> function, Point... points) {
  static Case unary(
      Class<? extends Primitive> primitive, Function<Value, Value> function, Point point) {
    return new Case(primitive, x -> function.apply(x.getFirst()), point);
  }

  List<Value> inputs() {
    return IntStream.range(0, points.length).mapToObj(i -> points[i].input("x" + i)).toList();
  }

  @Override
  public String toString() {
    return primitive.getSimpleName()
        + " of "
        + Arrays.stream(points).map(point -> point.type().toString()).toList();
  }
}
