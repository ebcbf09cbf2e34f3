package org.sciml4j.core.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;

/**
 * A body of a loop made at random: two carried vectors, one sequence, a vector and a matrix that
 * stay; two results per step.
 */
final class RandomStep {
  static final int CARRIES = 2;
  static final int SEQUENCES = 1;
  private static final long N = 3;

  private RandomStep() {}

  static Graph of(Random random) {
    List<Value> inputs =
        List.of(
            Value.input("h", DType.F64, 2, N),
            Value.input("c", DType.F64, 2, N),
            Value.input("x", DType.F64, 2, N),
            Value.input("b", DType.F64, 2, N),
            Value.input("w", DType.F64, N, N));
    List<Value> values = new ArrayList<>(inputs.subList(0, 4));
    int count = 1 + random.nextInt(9);
    for (int i = 0; i < count; i++) {
      values.add(next(random, values, inputs.get(4)));
    }
    List<Value> outputs = new ArrayList<>();
    for (int i = 0; i < CARRIES + 2; i++) {
      outputs.add(pick(random, values));
    }
    return new Graph(inputs, outputs);
  }

  private static Value pick(Random random, List<Value> values) {
    int back = Math.min(values.size(), 1 + random.nextInt(values.size()));
    return values.get(values.size() - back);
  }

  private static Value next(Random random, List<Value> values, Value w) {
    Value a = pick(random, values);
    Value b = pick(random, values);
    return switch (random.nextInt(15)) {
      case 0 -> a.plus(b).times(0.5);
      case 1 -> a.times(b);
      case 2 -> a.sin();
      case 3 -> a.plus(b).tanh();
      case 4 -> a.sigmoid().times(b);
      case 5, 6 -> a.matmul(w).tanh();
      case 7 -> a.matmul(w.transpose()).plus(b);
      case 8 -> a.minus(b.mean().times(0.3));
      case 9 -> a.lessThan(b).select(a, b.times(0.5));
      case 10 -> a.stopGradient().times(b);
      case 11 ->
          a.pad(List.of(Padding.NONE, Padding.both(1, BoundaryMode.PERIODIC))).slice(1, 0, N).sin();
      case 12 -> a.minus(w.sum(0)).times(0.5);
      case 13 -> a.filled(0.7);
      default -> repeated(a, b);
    };
  }

  private static Value repeated(Value a, Value b) {
    Value h = Value.input("h", a.type());
    Value k = Value.input("k", a.type());
    Graph body = Graph.of(List.of(h, k), h.times(k).sin(), h);
    List<Value> all = new Loop(body, 2, 1, 0, true, Checkpointing.NONE).on(List.of(a, b));
    return all.get(0).plus(all.get(1).sum(0));
  }
}
