package org.sciml4j.core.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;

/** Every value knows its element type and extents as soon as it is built. */
class TypeInferenceTest {
  private static final Value A = Value.input("a", DType.F32, 2, 3);
  private static final Value ROW = Value.input("row", DType.F32, 3);
  private static final Value STACK = Value.input("stack", DType.F32, 5, 3, 4);
  private static final Value EMPTY = Value.input("empty", DType.F64, 0, 3);
  private static final Value IMAGE = Value.input("image", DType.F32, 7, 2, 9, 10);
  private static final Value KERNEL = Value.input("kernel", DType.F32, 4, 2, 3, 2);

  static Stream<Arguments> types() {
    ConvolutionGeometry strided =
        ConvolutionGeometry.dense(2)
            .withStride(List.of(2L, 3L))
            .withPadding(List.of(1L, 0L), List.of(0L, 2L));
    PoolGeometry pool = PoolGeometry.of(List.of(3L, 2L), List.of(2L, 2L));
    Padding sides = new Padding(2, 1, BoundaryMode.PERIODIC, BoundaryMode.ZERO);
    return Stream.of(
        Arguments.of(A.plus(ROW), "f32[2, 3]"),
        Arguments.of(A.lessThan(0.5), "f32[2, 3]"),
        Arguments.of(A.cast(DType.F64).times(2), "f64[2, 3]"),
        Arguments.of(A.reshape(2, 1, 3).minus(A), "f32[2, 2, 3]"),
        Arguments.of(EMPTY.plus(EMPTY.sum(0)), "f64[0, 3]"),
        Arguments.of(STACK.sum(0, 2), "f32[3]"),
        Arguments.of(STACK.sumKeepingAxes(1), "f32[5, 1, 4]"),
        Arguments.of(STACK.max(), "f32[]"),
        Arguments.of(STACK.argMax(1), "f32[5, 4]"),
        Arguments.of(STACK.cumulativeSum(2), "f32[5, 3, 4]"),
        Arguments.of(STACK.transpose(2, 0, 1), "f32[4, 5, 3]"),
        Arguments.of(STACK.slice(1, new Span(0, 2, 2)), "f32[5, 2, 4]"),
        Arguments.of(Value.concat(0, A, A.slice(0, 1, 1), A), "f32[4, 3]"),
        Arguments.of(Value.stack(1, A, A), "f32[2, 2, 3]"),
        Arguments.of(ROW.pad(List.of(sides)), "f32[6]"),
        Arguments.of(A.matmul(A.transpose()), "f32[2, 2]"),
        Arguments.of(STACK.transpose(0, 2, 1).matmul(STACK), "f32[5, 4, 4]"),
        Arguments.of(A.gather(1, Value.input("places", DType.F32, 6)), "f32[2, 6]"),
        Arguments.of(IMAGE.crossCorrelate(KERNEL, ConvolutionGeometry.dense(2)), "f32[7, 4, 7, 9]"),
        Arguments.of(IMAGE.crossCorrelate(KERNEL, strided), "f32[7, 4, 4, 4]"),
        Arguments.of(Value.of(new MaxPool(pool), IMAGE), "f32[7, 2, 4, 5]"),
        Arguments.of(Value.of(new AveragePool(pool), IMAGE), "f32[7, 2, 4, 5]"));
  }

  @ParameterizedTest
  @MethodSource("types")
  void followsFromTheOperands(Value value, String type) {
    assertThat(value.type()).hasToString(type);
  }

  @ParameterizedTest
  @MethodSource("types")
  void aGradientHasTheTypeOfWhatItIsTakenBy(Value value, String type) {
    Value leaf =
        Graph.order(List.of(value)).stream()
            .filter(one -> one.primitive() instanceof Input)
            .findFirst()
            .orElseThrow();
    Value loss = value.sin().sum();
    assertThat(loss.type().dtype()).as(type).isEqualTo(value.type().dtype());
    assertThat(Autodiff.grad(loss, leaf).type()).isEqualTo(leaf.type());
  }

  @Test
  void loopsStackWhatTheirStepsReturn() {
    Value h = Value.input("h", DType.F32, 2, 3);
    Value slice = Value.input("slice", DType.F32, 3);
    Graph body = Graph.of(List.of(h, slice), h.times(slice), h.sum(1), slice.mean());
    Value steps = Value.input("steps", DType.F32, 6, 3);
    List<Value> results = new Loop(body, 6, 1, 1, false, Checkpointing.NONE).on(List.of(A, steps));
    assertThat(results.stream().map(value -> value.type().toString()))
        .containsExactly("f32[2, 3]", "f32[6, 2]", "f32[6]");
  }
}
