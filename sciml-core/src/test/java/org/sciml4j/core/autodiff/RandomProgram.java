package org.sciml4j.core.autodiff;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.Span;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.stencil.BoundaryMode;

/** A composition of smooth operations, picked by numbers. */
final class RandomProgram {
  private static final int KINDS = 18;

  private RandomProgram() {}

  /** The last of the values that each code makes of two of those before it. */
  static Value of(List<Integer> codes, List<Value> inputs) {
    List<Value> values = new ArrayList<>(inputs);
    for (int code : codes) {
      int rest = code / KINDS;
      Value a = values.get(values.size() - 1 - rest % Math.min(3, values.size()));
      Value b = values.get(rest / 3 % values.size());
      values.add(next(code % KINDS, a, b));
    }
    return values.getLast();
  }

  private static Value next(int kind, Value a, Value b) {
    long count = a.type().count();
    long last = a.rank() == 0 ? 1 : a.shape()[a.rank() - 1];
    Value flat = a.reshape(count);
    Value rows = a.reshape(count / last, last);
    return switch (kind) {
      case 0 -> a.plus(b.mean());
      case 1 -> a.times(b.mean().sin());
      case 2 -> a.sin();
      case 3 -> a.tanh().exp();
      case 4 -> a.sigmoid().log();
      case 5 -> a.dividedBy(b.square().mean().plus(1));
      case 6 -> rows.matmul(rows.transpose()).tanh();
      case 7 -> rows.sum(0).times(rows).sin();
      case 8 -> rows.transpose().cumulativeSum(0).times(0.3);
      case 9 -> Value.concat(0, flat, b.reshape(b.type().count()).cos()).slice(0, 0, count);
      case 10 -> flat.pad(List.of(Padding.both(2, BoundaryMode.PERIODIC))).sin();
      case 11 -> flat.pad(List.of(Padding.both(1, BoundaryMode.REFLECT)));
      case 12 -> flat.slice(0, new Span(count - 1 - (count - 1) / 2 * 2, (count + 1) / 2, 2));
      case 13 -> rows.reverse(1).minus(rows.square().times(0.1));
      case 14 -> a.stopGradient().times(a);
      case 15 -> repeated(flat, Checkpointing.NONE);
      case 16 -> repeated(flat, Checkpointing.SQUARE_ROOT);
      default -> a.erf().maximum(a.times(0.2).plus(0.013));
    };
  }

  private static Value repeated(Value a, Checkpointing checkpointing) {
    Value h = Value.input("h", a.type());
    Value w = Value.input("w", a.type());
    Graph body = Graph.of(List.of(h, w), h.times(w).sin().plus(w), h.mean());
    List<Value> all = new Loop(body, 3, 1, 0, false, checkpointing).on(List.of(a, a.cos()));
    return all.get(0).plus(all.get(1).sum());
  }
}
