package org.sciml4j.core.cpu;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.device.CompileOptions;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;

class LoopProgramTest {
  /** {@code h = tanh(h W + x_t)}, {@code s = s + h}; returns h and every h². */
  private static List<Value> recurrent(
      Value h0, Value series, Value w, int steps, boolean reverse) {
    Value h = Value.input("h", h0.type());
    Value sum = Value.input("sum", h0.type());
    Value x = Value.input("x", h0.type());
    Value weights = Value.input("w", w.type());
    Value next = h.matmul(weights).plus(x).tanh();
    Graph body = Graph.of(List.of(h, sum, x, weights), next, sum.plus(next), next.square());
    return new Loop(body, steps, 2, 1, reverse, Checkpointing.NONE)
        .on(List.of(h0, h0.filled(0), series, w));
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, false", "2, true", "5, false", "5, true"})
  void agreesWithTheReference(int steps, boolean reverse) {
    Value h0 = Value.input("h0", DType.F64, 3, 4);
    Value series = Value.input("series", DType.F64, steps, 3, 4);
    Value w = Value.input("weights", DType.F64, 4, 4);
    List<Value> results = recurrent(h0, series, w, steps, reverse);
    same(new Graph(List.of(h0, series, w), results));
    same(new Graph(List.of(h0, series, w), results.subList(1, 3)));
  }

  @Test
  void loopsInLoopsAgreeToo() {
    Value start = Value.input("start", DType.F64, 3, 4);
    Value series = Value.input("all", DType.F64, 2, 3, 3, 4);
    Value w = Value.input("weights", DType.F64, 4, 4);
    Value outer = Value.input("outer", start.type());
    Value part = Value.input("part", DType.F64, 3, 3, 4);
    Value same = Value.input("same", w.type());
    List<Value> inner = recurrent(outer, part, same, 3, false);
    Graph body = Graph.of(List.of(outer, part, same), inner.get(0).times(0.5), inner.get(2));
    List<Value> results =
        new Loop(body, 2, 1, 1, true, Checkpointing.NONE).on(List.of(start, series, w));
    same(new Graph(List.of(start, series, w), results));
  }

  private static void same(Graph graph) {
    Agreement.require(graph, CompileOptions.DEFAULT, 1e-12, new Random(7));
  }
}
