package org.sciml4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.graph.AveragePool;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Convolution;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.Coordinate;
import org.sciml4j.core.graph.CumulativeSum;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Item;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.MaxPool;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.Pad;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.PoolGeometry;
import org.sciml4j.core.graph.Primitive;
import org.sciml4j.core.graph.Reverse;
import org.sciml4j.core.graph.Slice;
import org.sciml4j.core.graph.Span;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Transpose;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;

/** Networks that differ in one attribute of one primitive, which leaves all types the same. */
class NetworkFingerprintTest {
  private static final TensorType IMAGE = new TensorType(DType.F64, 2, 2, 4, 4);

  private static final Value KERNEL = Value.constant(new TensorType(DType.F64, 2, 1, 2, 2), 1);

  private static String fingerprint(UnaryOperator<Value> network) {
    return NetworkFingerprint.of(
        Traced.of(
            (scope, batch) -> network.apply(batch.getFirst()).sum(),
            DType.F64,
            List.of(IMAGE),
            true));
  }

  private static Arguments differ(String what, UnaryOperator<Value> one, UnaryOperator<Value> two) {
    return Arguments.of(what, one, two);
  }

  private static Arguments differ(Primitive one, Primitive two) {
    return differ(
        one + " and " + two, x -> Value.of(operation(one), x), x -> Value.of(operation(two), x));
  }

  private static Operation operation(Primitive primitive) {
    return (Operation) primitive;
  }

  private static Arguments convolutions(ConvolutionGeometry one, ConvolutionGeometry two) {
    return differ(
        one + " and " + two,
        x -> Value.of(new Convolution(one), x, KERNEL),
        x -> Value.of(new Convolution(two), x, KERNEL));
  }

  private static ConvolutionGeometry geometry(long stride, long dilation, long low, long high) {
    return new ConvolutionGeometry(
        List.of(stride, stride),
        List.of(dilation, dilation),
        List.of(low, low),
        List.of(high, high),
        2);
  }

  private static PoolGeometry pool(long window, long stride, long low) {
    return new PoolGeometry(
        List.of(window, window), List.of(stride, stride), List.of(low, low), List.of(0L, 0L));
  }

  private static Pad pad(BoundaryMode low, BoundaryMode high) {
    return new Pad(List.of(Padding.NONE, Padding.NONE, Padding.NONE, new Padding(1, 1, low, high)));
  }

  private static Slice slice(long from, long step) {
    Span all = new Span(0, 2, 1);
    return new Slice(List.of(all, all, all, new Span(from, 2, step)));
  }

  private static UnaryOperator<Value> loop(boolean reverse, Checkpointing checkpointing) {
    Value carried = Value.input("carried", DType.F64, 2, 4, 4);
    Value slice = Value.input("slice", DType.F64, 2, 4, 4);
    Graph body = Graph.of(List.of(carried, slice), carried.times(2).plus(slice));
    Loop loop = new Loop(body, 2, 1, 1, reverse, checkpointing);
    return x -> loop.on(List.of(carried.filled(0), x)).getFirst();
  }

  static Stream<Arguments> pairs() {
    return Stream.of(
        differ(
            pad(BoundaryMode.PERIODIC, BoundaryMode.ZERO),
            pad(BoundaryMode.REPLICATE, BoundaryMode.ZERO)),
        differ(
            pad(BoundaryMode.ZERO, BoundaryMode.PERIODIC),
            pad(BoundaryMode.ZERO, BoundaryMode.REFLECT)),
        convolutions(geometry(1, 1, 0, 1), geometry(1, 1, 1, 0)),
        convolutions(geometry(1, 1, 0, 0), geometry(1, 2, 0, 1)),
        convolutions(geometry(2, 1, 0, 0), geometry(2, 2, 0, 0)),
        convolutions(geometry(1, 1, 0, 0).withStride(List.of(2L, 1L)), geometry(2, 1, 0, 0)),
        differ(new MaxPool(pool(2, 2, 0)), new MaxPool(pool(2, 2, 1))),
        differ(new AveragePool(pool(2, 2, 0)), new AveragePool(pool(1, 2, 0))),
        differ(slice(0, 1), slice(1, 1)),
        differ(slice(0, 1), slice(0, 2)),
        differ(new Reverse(List.of(2)), new Reverse(List.of(3))),
        differ(new CumulativeSum(2), new CumulativeSum(3)),
        differ(new Transpose(List.of(0, 1, 2, 3)), new Transpose(List.of(1, 0, 3, 2))),
        differ(
            "coordinate",
            x -> x.plus(Value.of(new Coordinate(IMAGE, 0))),
            x -> x.plus(Value.of(new Coordinate(IMAGE, 1)))),
        differ("constant", x -> x.plus(0.0), x -> x.plus(-0.0)),
        differ(
            "direction of a loop", loop(false, Checkpointing.NONE), loop(true, Checkpointing.NONE)),
        differ(
            "checkpoints of a loop",
            loop(false, Checkpointing.NONE),
            loop(false, Checkpointing.SQUARE_ROOT)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void should_tell_attributes_apart(
      String what, UnaryOperator<Value> one, UnaryOperator<Value> two) {
    assertThat(fingerprint(one)).isEqualTo(fingerprint(one)).isNotEqualTo(fingerprint(two));
  }

  @Test
  void should_see_how_often_a_random_layer_drew_before() {
    List<String> found = new ArrayList<>();
    for (int draws : new int[] {1, 2}) {
      found.add(
          NetworkFingerprint.of(
              Traced.of(
                  (scope, batch) -> {
                    Value last = scope.normal(4);
                    for (int i = 1; i < draws; i++) {
                      last = scope.normal(4);
                    }
                    return batch.getFirst().plus(last).sum();
                  },
                  DType.F64,
                  List.of(IMAGE),
                  true)));
    }
    assertThat(found.getFirst()).isNotEqualTo(found.getLast());
  }

  /** What primitives are made of: nothing else may have a text that leaves attributes out. */
  @Test
  void should_know_primitives_as_records_of_what_has_a_full_text() {
    Set<Class<?>> spelledOut = Set.of(Constant.class, Loop.class);
    Set<Class<?>> full =
        Set.of(
            int.class,
            long.class,
            String.class,
            List.class,
            DType.class,
            TensorType.class,
            ConvolutionGeometry.class,
            PoolGeometry.class);
    Set<Class<?>> seen = new HashSet<>();
    leaves(Primitive.class)
        .filter(type -> !spelledOut.contains(type))
        .forEach(
            type -> {
              assertThat(type).isRecord();
              Stream.of(type.getRecordComponents())
                  .forEach(part -> assertThat(full).as("%s", type).contains(part.getType()));
              seen.add(type);
            });
    assertThat(seen).contains(Item.class, Convolution.class, Pad.class);
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(NetworkFingerprintTest::leaves)
        : Stream.of(type);
  }
}
