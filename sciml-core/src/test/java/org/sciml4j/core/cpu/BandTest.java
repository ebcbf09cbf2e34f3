package org.sciml4j.core.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.device.CompileOptions;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.kernel.VectorCode;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** Stencils and arithmetic on what they give are computed together, to what they are one by one. */
class BandTest {
  private static final List<long[]> PLANES =
      List.of(new long[] {5, 16}, new long[] {33, 43}, new long[] {3, 1100}, new long[] {70, 17});

  private static Value field(DType dtype, long... space) {
    long[] shape = new long[2 + space.length];
    shape[0] = 1;
    shape[1] = 1;
    System.arraycopy(space, 0, shape, 2, space.length);
    return Value.input("u", dtype, shape);
  }

  /** Random kernels of this extent along each axis, on as many points as there are. */
  private static Value derivatives(Value u, int kernels, int extent, Padding padding) {
    int dims = u.rank() - 2;
    List<Padding> all = new ArrayList<>(List.of(Padding.NONE, Padding.NONE));
    all.addAll(Collections.nCopies(dims, padding));
    long[] shape = new long[u.rank()];
    shape[0] = kernels;
    shape[1] = u.type().size(1);
    for (int axis = 0; axis < dims; axis++) {
      shape[2 + axis] = extent;
    }
    double[] numbers =
        new Random(kernels).doubles(new TensorType(DType.F64, shape).count(), -0.5, 0.5).toArray();
    Value kernel = Value.constant(new TensorType(u.type().dtype(), shape), numbers);
    return u.pad(all).crossCorrelate(kernel, ConvolutionGeometry.dense(dims));
  }

  private static Value channel(Value fields, int channel) {
    return fields.slice(1, channel, channel + 1);
  }

  /** {@code u + 0.1 (d_0 d_1 - 0.5 d_2 + 2 d_0 d_2)}. */
  private static Value step(Value u, Padding padding) {
    Value d = derivatives(u, 3, 5, padding);
    Value product = channel(d, 0).times(channel(d, 1));
    Value rate =
        product.minus(channel(d, 2).times(0.5)).plus(channel(d, 0).times(channel(d, 2)).times(2));
    return u.plus(rate.times(0.1));
  }

  private static void agreesAsABand(CompileOptions options, Graph graph) {
    double tolerance = graph.outputs().getFirst().type().dtype() == DType.F32 ? 1e-5 : 1e-13;
    try (Program program = CpuDevice.common().compile(graph, options)) {
      assertThat(program.explain()).contains(" band ").doesNotContain(" convolution ");
    }
    Agreement.require(graph, options, tolerance, new Random(3));
  }

  private static void agreesAsABand(Value u, Value... outputs) {
    agreesAsABand(CompileOptions.DEFAULT, Graph.of(List.of(u), outputs));
  }

  @Test
  void sumsOfWhatStencilsGiveComeAfterTheBand() {
    Value u = field(DType.F64, 9, 20);
    Value d = derivatives(u, 3, 3, Padding.both(1, BoundaryMode.PERIODIC));
    Value product = channel(d, 0).times(channel(d, 1));
    Graph sum = Graph.of(List.of(u), product.minus(channel(d, 2)).times(0.5).sum(2, 3));
    Agreement.require(sum, CompileOptions.DEFAULT, 1e-13, new Random(3));
    Graph both = Graph.of(List.of(u), product, product.plus(channel(d, 2)).sum(3));
    Agreement.require(both, CompileOptions.DEFAULT, 1e-13, new Random(3));
  }

  @ParameterizedTest
  @EnumSource(
      value = BoundaryMode.class,
      names = {"VALID"},
      mode = EnumSource.Mode.EXCLUDE)
  void gridsOfAnyShapeWithAnyEdges(BoundaryMode mode) {
    for (DType dtype : DType.values()) {
      for (long[] plane : PLANES) {
        Value u = field(dtype, plane);
        agreesAsABand(u, step(u, Padding.both(2, mode)));
      }
    }
  }

  @Test
  void everyEdgeOfItsOwn() {
    Value u = field(DType.F64, 20, 21);
    agreesAsABand(u, step(u, new Padding(1, 3, BoundaryMode.REPLICATE, BoundaryMode.ZERO)));
  }

  @Test
  void linesAndVolumes() {
    Value line = field(DType.F64, 700);
    Value volume = field(DType.F64, 6, 9, 18);
    Padding padding = Padding.both(2, BoundaryMode.PERIODIC);
    agreesAsABand(line, step(line, padding));
    agreesAsABand(volume, step(volume, padding));
  }

  @Test
  void resultsSmallerThanTheFieldAndOthersOfTheirSize() {
    Value u = field(DType.F64, 24, 30);
    Value d = derivatives(u, 4, 3, Padding.NONE);
    Value inside = u.slice(2, 1, 23).slice(3, 1, 29);
    agreesAsABand(u, d, channel(d, 0).square().plus(inside.times(channel(d, 3))));
  }

  @Test
  void severalFieldsOneBesideTheOther() {
    Value u = Value.input("u", DType.F64, 2, 3, 20, 33);
    Value forcing = Value.input("f", DType.F64, 20, 33);
    Value rate = Value.input("r", DType.F64);
    Value d = derivatives(u, 5, 3, Padding.both(1, BoundaryMode.REFLECT));
    Value narrow = derivatives(u, 2, 1, Padding.NONE);
    Value both =
        Value.concat(
            1,
            channel(d, 0).times(channel(d, 4)).plus(channel(u, 2)),
            channel(narrow, 0).times(rate).plus(forcing),
            channel(d, 1).dividedBy(channel(narrow, 1).square().plus(1)));
    agreesAsABand(
        CompileOptions.DEFAULT, Graph.of(List.of(u, forcing, rate), both, channel(d, 3).abs()));
  }

  @Test
  void longArithmetic() {
    Value u = field(DType.F64, 12, 37);
    Value d = derivatives(u, 6, 3, Padding.both(1, BoundaryMode.PERIODIC));
    Value sum = u;
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 6; j++) {
        for (int k = 0; k <= j; k++) {
          Value product = channel(d, i).times(channel(d, j)).minus(channel(d, k));
          sum = sum.plus(product.times(0.01 * (i + 2 * j + 3 * k + 1)));
        }
      }
    }
    agreesAsABand(u, sum, sum.minus(channel(d, 2).times(channel(d, 3))));
  }

  @ParameterizedTest
  @EnumSource(
      value = BoundaryMode.class,
      names = {"VALID"},
      mode = EnumSource.Mode.EXCLUDE)
  void fieldsThatAreReadMayBeOverwritten(BoundaryMode mode) {
    CompileOptions over = CompileOptions.DEFAULT.overwriting(0, 0).overwriting(1, 1);
    for (long[] plane : List.of(new long[] {40, 33}, new long[] {19, 1100}, new long[] {2, 8})) {
      Value u = field(DType.F64, plane);
      Value v = Value.input("v", u.type());
      Value next = step(u, new Padding(1, 3, mode, mode)).plus(v);
      Graph graph = Graph.of(List.of(u, v), next, v.times(0.5).plus(next));
      try (Program program = CpuDevice.common().compile(graph, over)) {
        assertThat(program.explain()).doesNotContain(" copy ");
      }
      agreesAsABand(over, graph);
    }
  }

  /** Reflection at the end of a last tile of one vector reads before that tile. */
  @Test
  void edgesAsWideAsAVectorAreKeptWhileAFieldIsOverwritten() {
    CompileOptions over = CompileOptions.DEFAULT.overwriting(0, 0);
    int lanes = VectorCode.lanes(DType.F64);
    Padding after = new Padding(0, lanes, BoundaryMode.REFLECT, BoundaryMode.REFLECT);
    for (int vectors : new int[] {2, 64, 65, 128, 129}) {
      Value u = field(DType.F64, 3L * lanes, (long) vectors * lanes);
      Value d = derivatives(u, 2, lanes + 1, after);
      Graph graph = Graph.of(List.of(u), u.plus(channel(d, 0).times(channel(d, 1))));
      Agreement.require(graph, over, 1e-12, new Random(3));
    }
  }

  @Test
  void severalFieldsMayBeOverwrittenTogether() {
    CompileOptions over = CompileOptions.DEFAULT.overwriting(0, 0);
    Value u = Value.input("u", DType.F64, 1, 2, 37, 600);
    Value d = derivatives(u, 4, 5, Padding.both(2, BoundaryMode.PERIODIC));
    Value first = channel(u, 0).plus(channel(d, 0).times(channel(d, 1)).times(channel(u, 1)));
    Value second = channel(u, 1).minus(channel(d, 2).times(channel(d, 3)));
    Value next = Value.concat(1, first, second);
    Graph alone = Graph.of(List.of(u), next);
    try (Program program = CpuDevice.common().compile(alone, over)) {
      assertThat(program.explain()).doesNotContain(" copy ");
    }
    agreesAsABand(over, alone);
    agreesAsABand(over, Graph.of(List.of(u), Value.concat(1, second, first)));
    // What is over the state is read by later stages, and the state itself is too.
    Value e = derivatives(next, 4, 5, Padding.both(2, BoundaryMode.ZERO));
    agreesAsABand(over, Graph.of(List.of(u), next, channel(e, 0).times(channel(e, 1))));
    agreesAsABand(over, Graph.of(List.of(u), next, channel(e, 0).times(channel(u, 1))));
    agreesAsABand(over, Graph.of(List.of(u), next, channel(u, 1)));
  }

  @Test
  void fieldsReadElsewhereAreOverwrittenInTheEnd() {
    CompileOptions over = CompileOptions.DEFAULT.overwriting(0, 0);
    Value u = field(DType.F64, 24, 40);
    Value next = step(u, Padding.both(2, BoundaryMode.PERIODIC));
    Value volume = field(DType.F64, 5, 4, 12);
    agreesAsABand(over, Graph.of(List.of(u), next, next.plus(u.slice(2, 3, 4))));
    agreesAsABand(
        over, Graph.of(List.of(volume), step(volume, Padding.both(2, BoundaryMode.PERIODIC))));
  }

  @Test
  void stagesThatReadStages() {
    Value u = field(DType.F64, 21, 40);
    Padding padding = Padding.both(2, BoundaryMode.PERIODIC);
    agreesAsABand(u, step(step(u, padding), padding));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void theSameBitsOnAnyNumberOfThreads(int threads) {
    Value u = field(DType.F32, 130, 600);
    Graph graph = Graph.of(List.of(u), step(u, Padding.both(2, BoundaryMode.PERIODIC)));
    try (ThreadTeam one = ThreadTeam.of(1);
        ThreadTeam many = ThreadTeam.of(threads);
        Program alone = CpuDevice.of(one).compile(graph);
        Program together = CpuDevice.of(many).compile(graph);
        Tensor start = RandomKey.of(1).uniform(DType.F32, u.shape());
        Tensor expected = alone.call(start).getFirst();
        Tensor actual = together.call(start).getFirst()) {
      assertThat(actual.toFloats()).containsExactly(expected.toFloats());
    }
  }

  @Test
  void whatIsNotKnownRunsOneByOne() {
    Value u = field(DType.F64, 20, 32);
    Value d = derivatives(u, 3, 3, Padding.both(1, BoundaryMode.PERIODIC));
    Value kernel = Value.input("w", DType.F64, 3, 1, 3, 3);
    Value learned = u.crossCorrelate(kernel, ConvolutionGeometry.dense(2));
    for (Graph graph :
        List.of(
            Graph.of(List.of(u), channel(d, 0).tanh().times(channel(d, 1))),
            Graph.of(List.of(u), channel(d, 0).reverse(2).plus(channel(d, 1))),
            Graph.of(List.of(u, kernel), learned.square()),
            Graph.of(List.of(u), d))) {
      try (Program program = CpuDevice.common().compile(graph)) {
        assertThat(program.explain()).doesNotContain(" band ");
      }
      Agreement.require(graph, CompileOptions.DEFAULT, 1e-13, new Random(4));
    }
  }
}
