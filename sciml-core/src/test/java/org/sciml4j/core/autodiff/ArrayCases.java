package org.sciml4j.core.autodiff;

import static org.sciml4j.core.autodiff.Case.unary;

import java.util.List;
import java.util.stream.Stream;
import org.sciml4j.core.graph.ArgMax;
import org.sciml4j.core.graph.Broadcast;
import org.sciml4j.core.graph.Cast;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.Concat;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Coordinate;
import org.sciml4j.core.graph.CumulativeSum;
import org.sciml4j.core.graph.Embed;
import org.sciml4j.core.graph.Gather;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Input;
import org.sciml4j.core.graph.Item;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.MatMul;
import org.sciml4j.core.graph.RandomKeys;
import org.sciml4j.core.graph.RandomNormal;
import org.sciml4j.core.graph.RandomUniform;
import org.sciml4j.core.graph.ReduceMax;
import org.sciml4j.core.graph.Reshape;
import org.sciml4j.core.graph.Reverse;
import org.sciml4j.core.graph.ScatterAdd;
import org.sciml4j.core.graph.Slice;
import org.sciml4j.core.graph.Span;
import org.sciml4j.core.graph.StopGradient;
import org.sciml4j.core.graph.Sum;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Transpose;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;

/** Primitives that reduce, rearrange, multiply matrices, index, draw and repeat. */
final class ArrayCases {
  private static final Point CUBE = Point.between(-1, 1, 2, 3, 4);
  private static final Point MATRIX = Point.between(-1, 1, 3, 4);
  private static final Point LINE = Point.between(-1, 1, 5);
  private static final Point NUMBER = Point.between(-1, 1);
  private static final Point NOTHING = Point.between(-1, 1, 3, 0);
  private static final Value KEY = Value.constant(RandomKeys.TYPE, 1, 2, 3);

  private ArrayCases() {}

  static Stream<Case> all() {
    return Stream.of(reductions(), rearrangements(), products(), indexing(), leaves(), loops())
        .flatMap(cases -> cases);
  }

  private static Stream<Case> reductions() {
    return Stream.of(
        unary(Sum.class, Value::sum, CUBE),
        unary(Sum.class, x -> x.sum(1), CUBE),
        unary(Sum.class, x -> x.sumKeepingAxes(2, 0), CUBE),
        unary(Sum.class, Value::sum, NUMBER),
        unary(Sum.class, Value::sum, NOTHING),
        unary(Sum.class, x -> Value.of(new Sum(List.of()), x), LINE),
        unary(ReduceMax.class, Value::max, CUBE),
        unary(ReduceMax.class, x -> x.max(0, 2), CUBE),
        unary(ReduceMax.class, x -> x.min(1), CUBE),
        unary(ReduceMax.class, Value::max, NUMBER),
        unary(ReduceMax.class, x -> x.max(0), NOTHING),
        unary(ArgMax.class, x -> x.argMax(1).plus(x.sum(1)), CUBE),
        unary(CumulativeSum.class, x -> x.cumulativeSum(0), CUBE),
        unary(CumulativeSum.class, x -> x.cumulativeSum(2), CUBE),
        unary(CumulativeSum.class, x -> x.cumulativeSum(1), NOTHING));
  }

  private static Stream<Case> rearrangements() {
    List<Span> spans = List.of(new Span(1, 1, 1), new Span(0, 2, 2), new Span(1, 3, 1));
    return Stream.of(
        unary(Broadcast.class, x -> x.broadcastTo(2, 3, 4), MATRIX),
        unary(Broadcast.class, x -> x.broadcastTo(3, 5), Point.between(-1, 1, 3, 1)),
        unary(Broadcast.class, x -> x.broadcastTo(2, 2), NUMBER),
        unary(Broadcast.class, x -> x.broadcastTo(0, 5), LINE),
        unary(Broadcast.class, x -> Value.of(new Broadcast(List.of(5L)), x), LINE),
        unary(Reshape.class, x -> x.reshape(4, 6), CUBE),
        unary(Reshape.class, x -> x.reshape(1, 1), NUMBER),
        unary(Reshape.class, x -> x.reshape(0), NOTHING),
        unary(Transpose.class, Value::transpose, CUBE),
        unary(Transpose.class, x -> x.transpose(1, 2, 0), CUBE),
        unary(Transpose.class, x -> Value.of(new Transpose(List.of()), x), NUMBER),
        unary(Slice.class, x -> x.slice(spans), CUBE),
        unary(Slice.class, x -> x.at(1, 2), CUBE),
        unary(Slice.class, x -> x.slice(0, 5, 5), LINE),
        unary(
            Embed.class,
            x -> Value.of(new Embed(List.of(12L), List.of(new Span(2, 5, 2))), x),
            LINE),
        unary(Reverse.class, x -> x.reverse(0, 2), CUBE),
        unary(Reverse.class, x -> x.reverse(1), NOTHING),
        new Case(Concat.class, x -> Value.concat(0, x.get(0), x.get(1), x.get(0)), LINE, LINE),
        new Case(
            Concat.class,
            x -> Value.concat(1, x.get(0), x.get(1), x.get(2)),
            MATRIX,
            NOTHING,
            MATRIX),
        new Case(Concat.class, x -> Value.stack(1, x.get(0), x.get(1)), MATRIX, MATRIX),
        unary(Cast.class, x -> Value.of(new Cast(DType.F64), x), LINE),
        unary(StopGradient.class, x -> x.plus(x.filled(2).stopGradient()), LINE));
  }

  private static Stream<Case> products() {
    return Stream.of(
        product(MATRIX, Point.between(-1, 1, 4, 2)),
        product(Point.between(-1, 1, 1, 3), Point.between(-1, 1, 3, 1)),
        product(CUBE, Point.between(-1, 1, 2, 4, 3)),
        product(CUBE, Point.between(-1, 1, 4, 3)),
        product(Point.between(-1, 1, 5, 3), CUBE),
        product(Point.between(-1, 1, 2, 2, 2, 3), Point.between(-1, 1, 2, 2, 3, 2)),
        product(LINE, Point.between(-1, 1, 5, 2)),
        product(MATRIX, Point.between(-1, 1, 4)),
        product(LINE, LINE),
        product(NOTHING, Point.between(-1, 1, 0, 2)),
        unary(MatMul.class, x -> x.matmul(x.transpose()), MATRIX));
  }

  private static Case product(Point a, Point b) {
    return new Case(MatMul.class, x -> x.get(0).matmul(x.get(1)), a, b);
  }

  private static Stream<Case> indexing() {
    Value indices = Value.constant(new TensorType(DType.F64, 4), 2, 0, 1, 2);
    Value beyond = Value.constant(new TensorType(DType.F64, 4), 2, -1, 9, 2);
    return Stream.of(
        unary(Gather.class, x -> x.gather(1, indices), CUBE),
        unary(Gather.class, x -> x.gather(0, indices), LINE),
        unary(ScatterAdd.class, x -> x.scatterAdd(2, indices, 3), CUBE),
        unary(ScatterAdd.class, x -> x.scatterAdd(1, beyond, 3), MATRIX));
  }

  private static Stream<Case> leaves() {
    TensorType type = LINE.type();
    return Stream.of(
        unary(Input.class, x -> x, LINE),
        unary(Constant.class, x -> x.times(x.filled(3)), LINE),
        unary(Coordinate.class, x -> Value.of(new Coordinate(type, 0)).times(x), LINE),
        unary(RandomUniform.class, x -> Value.of(new RandomUniform(type, 1), KEY).times(x), LINE),
        unary(RandomNormal.class, x -> Value.of(new RandomNormal(type, 2), KEY).times(x), LINE));
  }

  private static Stream<Case> loops() {
    Value h = Value.input("h", DType.F64, 5);
    Graph body = Graph.of(List.of(h), h.sin().plus(h), h.cos());
    Loop loop = new Loop(body, 3, 1, 0, false, Checkpointing.NONE);
    return Stream.of(
        unary(Loop.class, x -> loop.on(List.of(x)).get(0), LINE),
        unary(Item.class, x -> loop.on(List.of(x)).get(1), LINE));
  }
}
