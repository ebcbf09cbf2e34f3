package org.sciml4j.core.device.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.sciml4j.core.stencil.BoundaryMode.PERIODIC;
import static org.sciml4j.core.stencil.BoundaryMode.REFLECT;
import static org.sciml4j.core.stencil.BoundaryMode.REPLICATE;
import static org.sciml4j.core.stencil.BoundaryMode.ZERO;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.device.CompileOptions;
import org.sciml4j.core.device.NonFiniteException;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.device.ReferenceDevice;
import org.sciml4j.core.graph.ArgMax;
import org.sciml4j.core.graph.AveragePool;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.MaxPool;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.PoolGeometry;
import org.sciml4j.core.graph.RandomKeys;
import org.sciml4j.core.graph.RandomNormal;
import org.sciml4j.core.graph.RandomUniform;
import org.sciml4j.core.graph.Span;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class Nd4jDeviceTest {
  private static final ConvolutionGeometry STRIDED =
      new ConvolutionGeometry(
          List.of(2L, 1L), List.of(1L, 2L), List.of(1L, 0L), List.of(2L, 3L), 2);
  private static final PoolGeometry POOL =
      new PoolGeometry(List.of(3L, 2L), List.of(2L, 2L), List.of(1L, 0L), List.of(1L, 1L));

  private static Arguments one(String name, UnaryOperator<Value> function, long... shape) {
    return Arguments.of(name, function, shape);
  }

  static Stream<Arguments> functions() {
    return Stream.of(
        one("smooth", x -> x.sin().plus(x.cos()).times(x.tanh()).plus(x.sigmoid()), 3, 5),
        one("exponentials", x -> x.exp().plus(x.expm1()).minus(x.erf().times(3)), 7),
        one("logarithms", x -> x.abs().plus(0.1).log().plus(x.square().log1p()), 2, 1, 4),
        one("steps", x -> x.sign().plus(x.times(3).floor()).plus(x.negate().abs()), 6),
        one("roots", x -> x.square().plus(1).sqrt().dividedBy(x.abs().plus(2)), 4),
        one("powers", x -> x.abs().power(2.5).plus(x.power(3)), 5),
        one("order", x -> x.maximum(0.2).minus(x.minimum(x.negate())), 5, 2),
        one("comparisons", x -> x.lessThan(0).plus(x.lessOrEqual(0.3).times(2)), 9),
        one("select", x -> x.lessThan(0).select(x.square(), x.filled(4)), 8),
        one("sums", x -> x.sum(1).plus(x.mean()).plus(x.sumKeepingAxes(0, 2).sum()), 2, 3, 4),
        one("extremes", x -> x.max(0, 2).plus(x.min()), 2, 3, 4),
        one("arg_max", x -> Value.of(new ArgMax(1), x), 4, 5),
        one("cumulative_sum", x -> x.cumulativeSum(1).times(x.cumulativeSum(0)), 3, 4),
        one("broadcast", x -> x.reshape(3, 1).broadcastTo(2, 3, 4), 3),
        one("number", x -> x.sum().exp().transpose(), 3),
        one("transpose", x -> x.transpose(2, 0, 1), 2, 3, 4),
        one("slice", x -> x.slice(1, new Span(1, 2, 3)).slice(0, 1, 3), 4, 6),
        one("reverse", x -> x.reverse(0, 2), 2, 3, 4),
        one("concat", x -> Value.concat(1, x, x.exp(), x.slice(1, 0, 1)), 2, 3),
        one("pad", x -> x.pad(paddings()), 3, 4),
        one("matmul", x -> x.matmul(x.transpose()), 3, 4),
        one("batched matmul", x -> x.matmul(x.transpose()), 2, 2, 3, 4),
        one("gather", x -> x.gather(1, Value.constant(x.type().withShape(3), 2, 0, 2)), 2, 3),
        one(
            "scatter",
            x -> x.scatterAdd(0, Value.constant(x.type().withShape(3), 4, 1, 4), 5),
            3,
            2),
        one("one_hot", x -> x.abs().floor().oneHot(3), 5),
        one("cast", x -> x.cast(DType.F32).cast(DType.F64), 3),
        one("convolution", x -> x.crossCorrelate(kernel(x, 6, 2, 3, 2), STRIDED), 3, 4, 6, 5),
        one(
            "convolution 1",
            x -> x.convolve(kernel(x, 2, 3, 2), ConvolutionGeometry.dense(1)),
            2,
            3,
            5),
        one(
            "convolution 3",
            x -> x.crossCorrelate(kernel(x, 2, 1, 2, 3, 1), ConvolutionGeometry.dense(3)),
            1,
            1,
            3,
            4,
            2),
        one("max_pool", x -> Value.of(new MaxPool(POOL), x), 2, 3, 5, 6),
        one("average_pool", x -> Value.of(new AveragePool(POOL), x), 2, 3, 5, 6),
        one("draws", Nd4jDeviceTest::draws, 3),
        one("loop", Nd4jDeviceTest::loop, 4, 2));
  }

  private static List<Padding> paddings() {
    return List.of(new Padding(5, 1, PERIODIC, REFLECT), new Padding(2, 1, REPLICATE, ZERO));
  }

  private static Value kernel(Value x, long... shape) {
    TensorType type = x.type().withShape(shape);
    return Value.constant(RandomKey.of(9).normal(type.dtype(), shape));
  }

  private static Value draws(Value x) {
    Value key = Value.constant(RandomKeys.TYPE, 1, 2, 3);
    Value uniform = Value.of(new RandomUniform(x.type(), 4), key);
    return uniform.plus(Value.of(new RandomNormal(x.type(), 5), key)).times(x);
  }

  private static Value loop(Value x) {
    Value carried = Value.input("carried", x.type().dtype(), 2);
    Value slice = Value.input("slice", x.type().dtype(), 2);
    Value scale = Value.input("scale", x.type().dtype(), 1);
    Value next = carried.times(scale).plus(slice).tanh();
    Graph body = Graph.of(List.of(carried, slice, scale), next, next.sum());
    Loop loop = new Loop(body, 4, 1, 1, true, Checkpointing.NONE);
    List<Value> results =
        loop.on(List.of(x.at(0, 1), x, Value.constant(x.type().withShape(1), 0.5)));
    return Value.concat(0, results.get(0), results.get(1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void should_agree_with_the_definition(String name, UnaryOperator<Value> function, long[] shape) {
    Value x = Value.input("x", DType.F64, shape);
    Value y = function.apply(x);

    requireAgreement(Graph.of(List.of(x), y), RandomKey.of(name.length()).normal(DType.F64, shape));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void should_agree_in_derivatives(String name, UnaryOperator<Value> function, long[] shape) {
    if (name.equals("loop")) {
      return;
    }
    Value x = Value.input("x", DType.F64, shape);
    Value y = function.apply(x);
    Value gradient = Autodiff.grad(y.times(y.sin()).sum(), x);
    Value hessian = Autodiff.hessianVectorProduct(y.times(y.sin()).sum(), x, x.cos());

    requireAgreement(
        Graph.of(List.of(x), gradient, hessian),
        RandomKey.of(name.length()).normal(DType.F64, shape));
  }

  private static void requireAgreement(Graph graph, Tensor x) {
    try (Program nd4j = new Nd4jDevice().compile(graph);
        Program reference = new ReferenceDevice().compile(graph)) {
      List<Tensor> actual = nd4j.call(x);
      List<Tensor> expected = reference.call(x);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(actual.get(i).shape()).isEqualTo(expected.get(i).shape());
        assertThat(actual.get(i).toDoubles())
            .containsExactly(expected.get(i).toDoubles(), within(1e-10));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void should_name_the_operation_that_leaves_the_numbers(DType dtype) {
    Value x = Value.input("x", dtype, 2);
    Value y = x.log().labelled("entropy").plus(1);
    try (Program program =
        new Nd4jDevice().compile(Graph.of(List.of(x), y), CompileOptions.DEFAULT.guarded())) {
      assertThatThrownBy(() -> program.call(Tensor.zeros(dtype, 2)))
          .isInstanceOf(NonFiniteException.class)
          .hasMessageContaining("entropy: log")
          .hasMessageContaining("-Infinity");
    }
  }

  @Test
  void should_refuse_what_it_cannot_run() {
    Value x = Value.input("x", DType.F64, 0, 3);
    assertThatThrownBy(() -> new Nd4jDevice().compile(Graph.of(List.of(x), x.exp())))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("arrays with elements");
  }
}
