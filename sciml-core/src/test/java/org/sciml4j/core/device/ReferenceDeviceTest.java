package org.sciml4j.core.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.graph.AveragePool;
import org.sciml4j.core.graph.AveragePoolAdjoint;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.ConvolutionInputAdjoint;
import org.sciml4j.core.graph.ConvolutionKernelAdjoint;
import org.sciml4j.core.graph.Coordinate;
import org.sciml4j.core.graph.Embed;
import org.sciml4j.core.graph.Fold;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.MaxPool;
import org.sciml4j.core.graph.MaxPoolScatter;
import org.sciml4j.core.graph.MaxPoolSelect;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.PoolGeometry;
import org.sciml4j.core.graph.RandomKeys;
import org.sciml4j.core.graph.RandomNormal;
import org.sciml4j.core.graph.RandomUniform;
import org.sciml4j.core.graph.Span;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class ReferenceDeviceTest {
  private static final Value M = matrix(2, 3, 1, 2, 3, 4, 5, 6);
  private static final Value LINE = of(1, 2, 3, 4);

  private static Value of(double... values) {
    return Value.constant(new TensorType(DType.F64, values.length), values);
  }

  private static Value matrix(long rows, long columns, double... values) {
    return Value.constant(new TensorType(DType.F64, rows, columns), values);
  }

  private static Value image(long rows, long columns, double... values) {
    return Value.constant(new TensorType(DType.F64, 1, 1, rows, columns), values);
  }

  private static void is(Value value, double... expected) {
    assertThat(ReferenceDevice.evaluate(value)).containsExactly(expected);
  }

  @Test
  void elementwise() {
    is(of(1, 2).plus(of(3, 5)), 4, 7);
    is(of(1, 2).minus(of(3, 5)), -2, -3);
    is(of(1, 2).times(of(3, 5)), 3, 10);
    is(of(1, 3).dividedBy(of(2, 2)), 0.5, 1.5);
    is(of(2, 9).power(of(3, 0.5)), 8, 3);
    is(of(1, 5).maximum(of(3, 2)), 3, 5);
    is(of(1, 5).minimum(of(3, 2)), 1, 2);
    is(of(1, 2, 3).lessThan(2), 1, 0, 0);
    is(of(1, 2, 3).lessOrEqual(2), 1, 1, 0);
    is(of(1, 2, 3).equalTo(2), 0, 1, 0);
    is(of(0, -2, 1).select(of(1, 2, 3), of(4, 5, 6)), 4, 2, 3);
    is(of(-2, 3).negate(), 2, -3);
    is(of(-2, 3).abs(), 2, 3);
    is(of(-2, 0, 3).sign(), -1, 0, 1);
    is(of(-2.5, 2.5).floor(), -3, 2);
    is(of(0).exp(), 1);
    is(of(0).expm1(), 0);
    is(of(1).log(), 0);
    is(of(0).log1p(), 0);
    is(of(9).sqrt(), 3);
    is(of(0).sin(), 0);
    is(of(0).cos(), 1);
    is(of(0).tanh(), 0);
    is(of(0).sigmoid(), 0.5);
    is(of(0).erf(), 0);
  }

  @Test
  void reductionsAndRunningSums() {
    is(M.sum(0), 5, 7, 9);
    is(M.sum(1), 6, 15);
    is(M.sum(), 21);
    is(M.max(0), 4, 5, 6);
    is(M.negate().max(1), -1, -4);
    is(of(1, Double.NaN, 2).max(0), Double.NaN);
    is(matrix(2, 3, 1, 7, 7, 9, 8, 9).argMax(1), 1, 0);
    is(M.cumulativeSum(0), 1, 2, 3, 5, 7, 9);
    is(M.cumulativeSum(1), 1, 3, 6, 4, 9, 15);
  }

  @Test
  void rearrangements() {
    is(of(1, 2).broadcastTo(2, 2), 1, 2, 1, 2);
    is(of(1, 2).reshape(2, 1).broadcastTo(2, 2), 1, 1, 2, 2);
    is(M.reshape(3, 2), 1, 2, 3, 4, 5, 6);
    is(M.transpose(), 1, 4, 2, 5, 3, 6);
    is(M.reshape(1, 2, 3).transpose(2, 0, 1), 1, 4, 2, 5, 3, 6);
    is(LINE.slice(0, new Span(1, 2, 2)), 2, 4);
    is(Value.of(new Embed(List.of(5L), List.of(new Span(1, 2, 2))), of(7, 8)), 0, 7, 0, 8, 0);
    is(M.reverse(0), 4, 5, 6, 1, 2, 3);
    is(M.reverse(1), 3, 2, 1, 6, 5, 4);
    is(Value.concat(1, M, matrix(2, 1, 7, 8)), 1, 2, 3, 7, 4, 5, 6, 8);
    is(M.cast(DType.F32), 1, 2, 3, 4, 5, 6);
    is(M.stopGradient(), 1, 2, 3, 4, 5, 6);
    is(Value.of(new Coordinate(new TensorType(DType.F64, 2, 3), 0)), 0, 0, 0, 1, 1, 1);
    is(Value.of(new Coordinate(new TensorType(DType.F64, 2, 3), 1)), 0, 1, 2, 0, 1, 2);
  }

  @Test
  void boundaries() {
    is(pad(BoundaryMode.PERIODIC), 3, 4, 1, 2, 3, 4, 1, 2);
    is(pad(BoundaryMode.ZERO), 0, 0, 1, 2, 3, 4, 0, 0);
    is(pad(BoundaryMode.REFLECT), 3, 2, 1, 2, 3, 4, 3, 2);
    is(pad(BoundaryMode.REPLICATE), 1, 1, 1, 2, 3, 4, 4, 4);
    is(fold(BoundaryMode.PERIODIC), 3 + 7, 4 + 8, 5 + 1, 6 + 2);
    is(fold(BoundaryMode.ZERO), 3, 4, 5, 6);
    is(fold(BoundaryMode.REFLECT), 3, 4 + 2 + 8, 5 + 1 + 7, 6);
    is(fold(BoundaryMode.REPLICATE), 3 + 1 + 2, 4, 5, 6 + 7 + 8);
  }

  private static Value pad(BoundaryMode mode) {
    return LINE.pad(List.of(Padding.both(2, mode)));
  }

  private static Value fold(BoundaryMode mode) {
    return Value.of(new Fold(List.of(Padding.both(2, mode))), of(1, 2, 3, 4, 5, 6, 7, 8));
  }

  @Test
  void products() {
    is(M.matmul(M.transpose()), 14, 32, 32, 77);
    is(M.matmul(of(1, 1, 2)), 9, 21);
    is(of(1, 2).matmul(M), 9, 12, 15);
  }

  @Test
  void convolutionAndItsAdjoints() {
    Value x = Value.constant(new TensorType(DType.F64, 1, 2, 3), 1, 2, 3, 4, 5, 6);
    Value w = Value.constant(new TensorType(DType.F64, 2, 1, 2), 1, 10, 100, 1000);
    ConvolutionGeometry two = ConvolutionGeometry.dense(1).withGroups(2);
    is(x.crossCorrelate(w, two), 21, 32, 5400, 6500);
    ConvolutionGeometry padded =
        two.withPadding(List.of(1L), List.of(0L)).withStride(List.of(2L)).withDilation(List.of(2L));
    // the one output sees x[-1], which is zero, and x[1]
    is(x.crossCorrelate(w, padded), 20, 5000);
    Value g = Value.constant(new TensorType(DType.F64, 1, 2, 2), 1, 2, 3, 4);
    is(Value.of(new ConvolutionInputAdjoint(two, List.of(3L)), g, w), 1, 12, 20, 300, 3400, 4000);
    is(Value.of(new ConvolutionKernelAdjoint(two, List.of(2L)), x, g), 5, 8, 32, 39);
  }

  @Test
  void pools() {
    Value x = image(3, 3, 0, 1, 2, 3, 4, 4, 6, 4, 1);
    PoolGeometry pool = PoolGeometry.of(List.of(2L, 2L), List.of(1L, 1L));
    is(Value.of(new MaxPool(pool), x), 4, 4, 6, 4);
    Value v = image(3, 3, 10, 11, 12, 13, 14, 15, 16, 17, 18);
    is(Value.of(new MaxPoolSelect(pool), x, v), 14, 14, 16, 14);
    is(Value.of(new MaxPoolScatter(pool), x, image(2, 2, 1, 2, 3, 4)), 0, 0, 0, 0, 7, 0, 3, 0, 0);
    is(Value.of(new AveragePool(pool), x), 2, 2.75, 4.25, 3.25);
    is(
        Value.of(new AveragePoolAdjoint(pool, List.of(3L, 3L)), image(2, 2, 4, 8, 12, 16)),
        1,
        3,
        2,
        4,
        10,
        6,
        3,
        7,
        4);
    PoolGeometry padded =
        new PoolGeometry(List.of(2L, 2L), List.of(3L, 3L), List.of(1L, 1L), List.of(1L, 1L));
    is(Value.of(new MaxPool(padded), x.minus(9)), -9, -7, -3, -8);
    is(Value.of(new AveragePool(padded), x), 0, 0.5, 1.5, 0.25);
  }

  @Test
  void indexing() {
    is(M.gather(1, of(2, 0, 2)), 3, 1, 3, 6, 4, 6);
    is(M.gather(0, of(1, 2)), 4, 5, 6, Double.NaN, Double.NaN, Double.NaN);
    is(M.scatterAdd(1, of(1, 3, 1), 4), 0, 4, 0, 2, 0, 10, 0, 5);
    is(LINE.scatterAdd(0, of(0, -1, 7, 0.5), 2), 1, 0);
    is(of(2, 0).oneHot(3), 0, 0, 1, 1, 0, 0);
  }

  @Test
  void randomDrawsAreThoseOfTheKey() {
    Value key = RandomKeys.input("key");
    TensorType type = new TensorType(DType.F64, 2, 2);
    Graph graph =
        Graph.of(
            List.of(key),
            Value.of(new RandomUniform(type, 5), key),
            Value.of(new RandomNormal(type, 6), key));
    List<double[]> draws = ReferenceDevice.evaluate(graph, new double[] {1, 2, 3});
    RandomKey of = new RandomKey((1L << 32) + 2, 0).child(3);
    for (int i = 0; i < 4; i++) {
      assertThat(draws.get(0)[i]).isEqualTo(of.child(5).uniform(i));
      assertThat(draws.get(1)[i]).isEqualTo(of.child(6).normal(i));
    }
  }

  private static Graph repeated(long steps, boolean reverse) {
    Value carry = Value.input("carry", DType.F64);
    Value slice = Value.input("slice", DType.F64);
    Value constant = Value.input("constant", DType.F64);
    Value next = carry.times(constant).plus(slice);
    Graph body = Graph.of(List.of(carry, slice, constant), next, next.negate());
    Value start = Value.input("start", DType.F64);
    Value sequence = Value.input("sequence", DType.F64, steps);
    Value factor = Value.input("factor", DType.F64);
    List<Value> inputs = List.of(start, sequence, factor);
    Loop loop = new Loop(body, steps, 1, 1, reverse, Checkpointing.NONE);
    return new Graph(inputs, loop.on(inputs));
  }

  @Test
  void loops() {
    double[][] inputs = {{1}, {10, 20, 30}, {2}};
    List<double[]> forward = ReferenceDevice.evaluate(repeated(3, false), inputs);
    assertThat(forward.get(0)).containsExactly(118);
    assertThat(forward.get(1)).containsExactly(-12, -44, -118);
    List<double[]> reverse = ReferenceDevice.evaluate(repeated(3, true), inputs);
    assertThat(reverse.get(0)).containsExactly(178);
    assertThat(reverse.get(1)).containsExactly(-178, -84, -32);
    List<double[]> none =
        ReferenceDevice.evaluate(
            repeated(0, false), new double[] {1}, new double[0], new double[] {2});
    assertThat(none.get(0)).containsExactly(1);
    assertThat(none.get(1)).isEmpty();
  }

  @Test
  void resultsAreRoundedToTheirType() {
    is(Value.constant(new TensorType(DType.F32), 0.1), 0.1f);
    is(Value.constant(new TensorType(DType.F32), 0.1).times(0.1), 0.1f * 0.1f);
  }

  @Test
  void programsRunOnBuffersAndMayOverwriteTheirInputs() {
    Value x = Value.input("x", DType.F64, 2);
    try (ReferenceDevice device = new ReferenceDevice();
        Program program =
            device.compile(
                Graph.of(List.of(x), x.times(2)), CompileOptions.DEFAULT.overwriting(0, 0));
        Tensor start = Tensor.of(new double[] {1, 3}, 2);
        Buffer buffer = device.upload(start)) {
      Program.Run run = program.bind(List.of(buffer), List.of(buffer));
      run.run();
      run.run();
      buffer.copyTo(start);
      assertThat(start.toDoubles()).containsExactly(4, 12);
    }
  }

  @Test
  void aGuardNamesTheFirstOperationThatLeavesTheFiniteNumbers() {
    Value x = Value.input("x", DType.F64, 2);
    Graph graph = Graph.of(List.of(x), x.log().labelled("growth").plus(1));
    try (ReferenceDevice device = new ReferenceDevice();
        Program program = device.compile(graph, CompileOptions.DEFAULT.guarded());
        Tensor zero = Tensor.of(new double[] {1, 0}, 2)) {
      assertThatThrownBy(() -> program.call(zero))
          .isInstanceOf(NonFiniteException.class)
          .hasMessageContaining("growth: log f64[2] produced -Infinity");
    }
  }
}
