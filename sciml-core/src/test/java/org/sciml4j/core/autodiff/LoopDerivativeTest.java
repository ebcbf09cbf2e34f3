package org.sciml4j.core.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
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
}
