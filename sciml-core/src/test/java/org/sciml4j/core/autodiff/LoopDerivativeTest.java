package org.sciml4j.core.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.device.ReferenceDevice;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;

class LoopDerivativeTest {
  static Stream<Arguments> loops() {
    List<Arguments> all = new ArrayList<>();
    for (Checkpointing checkpointing : Checkpointing.values()) {
      for (long steps : new long[] {0, 1, 2, 5, 9}) {
        all.add(Arguments.of(steps, false, checkpointing));
      }
      all.add(Arguments.of(5, true, checkpointing));
    }
    return all.stream();
  }

  /** A cell with matrix weights, a bias, a carried value without derivative and unused results. */
  private static List<Value> cell(
      long steps, boolean reverse, Checkpointing checkpointing, List<Value> operands) {
    Value h = Value.input("h", DType.F64, 2, 3);
    Value c = Value.input("c", DType.F64, 2, 3);
    Value count = Value.input("count", DType.F64);
    Value x = Value.input("x", DType.F64, 2, 2);
    Value w = Value.input("w", DType.F64, 2, 3);
    Value u = Value.input("u", DType.F64, 3, 3);
    Value b = Value.input("b", DType.F64, 3);
    Value z = x.matmul(w).plus(h.matmul(u)).plus(b);
    Value c2 = c.times(z.sigmoid()).plus(z.tanh());
    Value h2 = c2.tanh().times(z.sin()).plus(h.times(0.25));
    Graph body =
        Graph.of(
            List.of(h, c, count, x, w, u, b), h2, c2, count.plus(1), h2, z.exp(), c.times(count));
    return new Loop(body, steps, 3, 1, reverse, checkpointing).on(operands);
  }

  @ParameterizedTest
  @MethodSource("loops")
  void recurrentCell(long steps, boolean reverse, Checkpointing checkpointing) {
    DerivativeCheck.of(
        x -> {
          List<Value> operands = new ArrayList<>(x);
          operands.add(2, Value.constant(new TensorType(DType.F64), 0));
          List<Value> all = cell(steps, reverse, checkpointing, operands);
          return all.get(0)
              .square()
              .mean()
              .plus(all.get(3).sin().sum().times(0.1))
              .plus(all.get(5).sum().times(0.02));
        },
        Point.between(-1, 1, 2, 3),
        Point.between(-0.5, 0.5, 2, 3),
        Point.between(-1, 1, steps, 2, 2),
        Point.between(-1, 1, 2, 3),
        Point.between(-1, 1, 3, 3),
        Point.between(-1, 1, 3));
  }

  private static final Point START = Point.between(-1, 1, 4);
  private static final Point SEQUENCE = Point.between(-1, 1, 3, 4);
  private static final Point WEIGHT = Point.between(0.5, 1, 4);

  private static Value[] bodyInputs() {
    return new Value[] {
      Value.input("h", DType.F64, 4), Value.input("x", DType.F64, 4), Value.input("w", DType.F64, 4)
    };
  }

  private interface Body {
    Value[] outputs(Value h, Value x, Value w);
  }

  private static void check(Checkpointing checkpointing, Body body) {
    Value[] in = bodyInputs();
    Graph graph = new Graph(List.of(in), List.of(body.outputs(in[0], in[1], in[2])));
    DerivativeCheck.of(
        operands -> {
          List<Value> all = new Loop(graph, 3, 1, 1, false, checkpointing).on(operands);
          return all.stream().map(result -> result.sin().sum()).reduce(Value::plus).orElseThrow();
        },
        START,
        SEQUENCE,
        WEIGHT);
  }

  @ParameterizedTest
  @EnumSource(Checkpointing.class)
  void carriesThatStayMoveOrForget(Checkpointing checkpointing) {
    check(checkpointing, (h, x, w) -> new Value[] {h, h.times(x), x});
    check(checkpointing, (h, x, w) -> new Value[] {x, h.times(x).times(w)});
    check(checkpointing, (h, x, w) -> new Value[] {h.filled(0.5), h.times(w).exp(), h});
    check(checkpointing, (h, x, w) -> new Value[] {w.times(x), x.tanh()});
    check(checkpointing, (h, x, w) -> new Value[] {h.times(w).tanh(), w, w.sin()});
  }

  @ParameterizedTest
  @EnumSource(Checkpointing.class)
  void constantsThatAreHeldFixed(Checkpointing checkpointing) {
    Body body = (h, x, w) -> new Value[] {h.stopGradient().times(w).plus(x), h.times(w.cos())};
    Value[] in = bodyInputs();
    Graph graph = new Graph(List.of(in), List.of(body.outputs(in[0], in[1], in[2])));
    Value h0 = START.input("h0");
    Value x = SEQUENCE.input("x");
    Value w = WEIGHT.input("w");
    Value last = new Loop(graph, 3, 1, 1, false, checkpointing).on(List.of(h0, x, w)).getFirst();
    Value gradient = Autodiff.grad(last.sum(), h0);
    double[] found =
        ReferenceDevice.evaluate(
                Graph.of(List.of(h0, x, w), gradient),
                START.elements(),
                SEQUENCE.elements(),
                WEIGHT.elements())
            .getFirst();
    assertThat(found).containsOnly(0);
  }

  @ParameterizedTest
  @EnumSource(Checkpointing.class)
  void loopsInLoops(Checkpointing checkpointing) {
    check(
        checkpointing,
        (h, x, w) -> {
          Value a = Value.input("h", DType.F64, 4);
          Value b = Value.input("w", DType.F64, 4);
          Graph step = Graph.of(List.of(a, b), a.times(b).sin().plus(b), a.times(b));
          List<Value> inner =
              new Loop(step, 3, 1, 0, true, checkpointing).on(List.of(h.plus(x), w.times(h)));
          return new Value[] {inner.get(0), inner.get(1).sum(0).times(w)};
        });
  }

  @ParameterizedTest
  @EnumSource(Checkpointing.class)
  void convolutionsInLoops(Checkpointing checkpointing) {
    Value u = Value.input("u", DType.F64, 2, 1, 6);
    Value k = Value.input("k", DType.F64, 1, 1, 3);
    List<Padding> around =
        List.of(Padding.NONE, Padding.NONE, Padding.both(1, BoundaryMode.PERIODIC));
    Value next =
        u.plus(u.pad(around).crossCorrelate(k, ConvolutionGeometry.dense(1)).tanh().times(0.3));
    Graph body = Graph.of(List.of(u, k), next, next.square());
    DerivativeCheck.of(
        x -> {
          List<Value> all = new Loop(body, 4, 1, 0, false, checkpointing).on(x);
          return all.get(0).square().sum().plus(all.get(1).sin().sum());
        },
        Point.between(-1, 1, 2, 1, 6),
        Point.between(-1, 1, 1, 1, 3));
  }

  @Test
  void aLoopOnTheResultsOfALoop() {
    Value[] in = bodyInputs();
    Graph graph = Graph.of(List.of(in), in[0].times(in[2]).plus(in[1]).tanh(), in[0].times(in[1]));
    DerivativeCheck.of(
        operands -> {
          Loop loop = new Loop(graph, 3, 1, 1, false, Checkpointing.NONE);
          List<Value> first = loop.on(operands);
          List<Value> second = loop.on(List.of(first.get(0), first.get(1), operands.get(2)));
          return second.get(0).sin().sum().plus(second.get(1).sum());
        },
        START,
        SEQUENCE,
        WEIGHT);
  }

  /** Goodfellow et al. 2016, section 8.2.5: {@code dx_T/dx_0 = w^T} of a repeated product. */
  @Test
  void gradientsOfIteratedMapsExplodeAndVanish() {
    assertThat(iterated(x -> x.times(1.1), 100, 0.5)).isCloseTo(13780.6123, offset(1e-4));
    assertThat(iterated(x -> x.times(0.9), 100, 0.5)).isCloseTo(2.65614e-5, offset(1e-10));
    assertThat(iterated(x -> x.times(-1), 101, 0.5)).isEqualTo(-1);
  }

  /** The slope of {@code tanh(w x)} iterated is the product of {@code w (1 - tanh²(w x))}. */
  @Test
  void gradientsOfRepeatedTanhFollowTheChainRule() {
    for (double w : new double[] {0.5, 1, 3}) {
      double x = 0.8;
      double slope = 1;
      for (int step = 0; step < 50; step++) {
        double y = Math.tanh(w * x);
        slope *= w * (1 - y * y);
        x = y;
      }
      assertThat(iterated(value -> value.times(w).tanh(), 50, 0.8))
          .isCloseTo(slope, offset(1e-12 * Math.abs(slope)));
    }
  }

  private static double iterated(UnaryOperator<Value> map, long steps, double from) {
    Value h = Value.input("h", DType.F64);
    Graph body = Graph.of(List.of(h), map.apply(h));
    Value start = Value.input("start", DType.F64);
    Loop loop = new Loop(body, steps, 1, 0, false, Checkpointing.SQUARE_ROOT);
    Value gradient = Autodiff.grad(loop.on(List.of(start)).getFirst(), start);
    return ReferenceDevice.evaluate(Graph.of(List.of(start), gradient), new double[] {from})
        .getFirst()[0];
  }
}
