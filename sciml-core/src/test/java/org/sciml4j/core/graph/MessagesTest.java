package org.sciml4j.core.graph;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;

/** What is wrong is said where the graph is built: operation, shapes, expectation, remedy. */
class MessagesTest {
  private static final Value A = Value.input("a", DType.F64, 2, 3);
  private static final Value B = Value.input("b", DType.F64, 4);
  private static final Value SINGLE = Value.input("single", DType.F32, 2, 3);
  private static final Value LONG = Value.input("long", DType.F32, (1 << 24) + 1);
  private static final Value IMAGE = Value.input("image", DType.F64, 1, 2, 5);
  private static final Value KERNEL = Value.input("kernel", DType.F64, 4, 3, 2);
  private static final ConvolutionGeometry LINE = ConvolutionGeometry.dense(1);

  static Stream<Arguments> mistakes() {
    return Stream.of(
        is(
            () -> A.plus(B),
            "operands of add is f64[2, 3] and f64[4], expected extents that are equal or 1,"
                + " counted from the last axis; reshape or broadcast them first"),
        is(
            () -> A.plus(SINGLE),
            "operands of add is f64[2, 3] and f32[2, 3], expected operands of one shape and"
                + " element type; broadcast or cast them first"),
        is(
            () -> SINGLE.times(A.filled(1)),
            "operands of multiply is f32[2, 3] and f64[2, 3], expected operands of one shape and"
                + " element type; broadcast or cast them first"),
        is(
            () -> A.matmul(A),
            "operands of matmul is f64[2, 3] and f64[2, 3], expected [..., m, k] and [..., k, n]"
                + " with the same leading axes; transpose, reshape or broadcast them first"),
        is(() -> A.sum(2), "axis of sum is 2, expected one of the 2 axes of f64[2, 3]"),
        is(() -> A.sum(-1), "axis of sum is -1, expected one of the 2 axes of f64[2, 3]"),
        is(() -> A.sum(0, 0), "axes of sum is [0, 0], expected different axes"),
        is(() -> A.reshape(4, 2), "operands of reshape is f64[2, 3], expected as many elements"),
        is(() -> A.broadcastTo(2, 4), "operands of broadcast is f64[2, 3], expected a shape whose"),
        is(() -> B.transpose(), "operand of transpose is f64[4], expected two axes or more"),
        is(() -> A.transpose(0, 0), "axes of transpose is [0, 0], expected different axes"),
        is(() -> A.slice(1, 2, 5), "operands of slice is f64[2, 3], expected one span for each"),
        is(() -> A.slice(1, 2, 1), "span is from 2, -1 positions, step 1, expected"),
        is(() -> A.slice(4, 0, 1), "axis of slice is 4, expected one of the 2 axes of f64[2, 3]"),
        is(() -> Value.concat(0, A, B), "operands of concat is f64[2, 3] and f64[4], expected"),
        is(() -> Value.concat(0), "operands of concat is , expected at least one operand"),
        is(() -> Value.stack(3, A, A), "new axis is 3, expected 0 to 2 for f64[2, 3]"),
        is(() -> A.gather(0, A), "operands of gather is f64[2, 3] and f64[2, 3], expected indices"),
        is(
            () -> LONG.gather(0, SINGLE.reshape(6)),
            "axis of gather is 16777217 positions in f32[16777217], expected at most 2^24, the"
                + " indices that f32 holds exactly; cast to f64 first"),
        is(() -> LONG.argMax(0), "axis of arg_max is 16777217 positions"),
        is(
            () -> SINGLE.reshape(6).scatterAdd(0, SINGLE.reshape(6), LONG.shape()[0]),
            "axis of scatter_add is 16777217 positions"),
        is(() -> SINGLE.oneHot(LONG.shape()[0]), "axis of coordinate is 16777217 positions"),
        is(
            () -> A.filled(0).slice(0, 0, 0).max(0),
            "operands of reduce_max is f64[0, 3], expected"),
        is(
            () -> IMAGE.crossCorrelate(KERNEL, LINE),
            "operands of convolution is f64[1, 2, 5] and f64[4, 3, 2], expected a kernel [o, c /"
                + " groups, ...] for an input [n, c, ...] and 1 groups that divide both o and c"),
        is(
            () -> IMAGE.crossCorrelate(A, LINE),
            "operands of convolution is f64[1, 2, 5] and f64[2, 3], expected 3 axes each"),
        is(
            () -> Value.of(new ConvolutionKernelAdjoint(LINE, List.of(2L, 2L)), IMAGE, IMAGE),
            "extents of convolution_kernel_adjoint is [2, 2], expected 1 numbers"),
        is(
            () -> Value.of(new MaxPool(PoolGeometry.of(List.of(6L))), IMAGE),
            "operands of max_pool is f64[1, 2, 5], expected padded spatial extents in which the"
                + " window [6] fits; take a smaller window"),
        is(
            () -> Padding.both(1, BoundaryMode.VALID),
            "padding is 1 points of mode VALID, expected no points, or a mode that has values"),
        is(
            () -> A.pad(List.of(Padding.NONE)),
            "operands of pad is f64[2, 3], expected 1 axes; give one padding for each axis"),
        is(() -> Value.input("x", DType.F64, -1), "shape is [-1], expected sizes of zero or more"),
        is(
            () -> Value.input("x", DType.F64, 1L << 40, 1L << 40),
            "shape is [1099511627776, 1099511627776], expected fewer than 2^63 elements"),
        is(
            () -> Value.constant(A.type(), 1, 2),
            "values of a constant f64[2, 3] is 2 numbers, expected one number or 6"),
        is(
            () -> Graph.of(List.of(A), A.plus(1).times(SINGLE.cast(DType.F64))),
            "inputs of a graph is [a], expected all that the outputs depend on; add the input"
                + " 'single' f32[2, 3]"),
        is(
            () -> Graph.of(List.of(A, A), A),
            "inputs of a graph is two named 'a', expected different names; rename one of them"),
        is(
            () -> Graph.of(List.of(A.plus(1)), A),
            "input of a graph is add f64[2, 3], expected a value made by Value.input"),
        is(
            () -> loop(B.sum(), 3),
            "carried value 0 after a step of a loop is f64[], expected f64[4]"),
        is(
            () -> loop(B.sin(), 3).on(List.of(A)),
            "operands of loop is f64[2, 3], expected [f64[4]]: 1 carried, 0 sequences of 3 steps"),
        is(() -> loop(B.sin(), -1), "steps of a loop is -1, expected 0 or more"),
        is(
            () -> Autodiff.grad(A, A),
            "loss is f64[2, 3], expected a single number; reduce it first, for example by its"
                + " mean"),
        is(
            () -> Autodiff.jvp(A, A, B),
            "tangents is [f64[4]], expected one for each value, of its type: [f64[2, 3]]"));
  }

  private static Loop loop(Value next, long steps) {
    return new Loop(Graph.of(List.of(B), next), steps, 1, 0, false, Checkpointing.NONE);
  }

  private static Arguments is(ThrowingCallable mistake, String message) {
    return Arguments.of(message, mistake);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void sayWhatIsWrong(String message, ThrowingCallable mistake) {
    assertThatThrownBy(mistake)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(message);
  }
}
