package org.sciml4j.core.optim;

import java.util.List;
import org.sciml4j.core.graph.Value;

/** A limit on gradients before an {@link Optimizer} follows them. */
@FunctionalInterface
public interface GradientClipping {
  /** The limited gradients, one for each, of its type. */
  List<Value> clip(List<Value> gradients);

  /** Gradients as they are. */
  static GradientClipping none() {
    return gradients -> gradients;
  }

  /** Every element limited to [-limit, limit]. */
  static GradientClipping byValue(double limit) {
    Settings.requirePositive("limit of the gradient's elements", limit);
    return gradients -> gradients.stream().map(g -> g.minimum(limit).maximum(-limit)).toList();
  }

  /** Each parameter's gradient scaled down to a Euclidean norm of at most {@code limit}. */
  static GradientClipping byNorm(double limit) {
    Settings.requirePositive("limit of the gradient's norm", limit);
    return gradients ->
        gradients.stream().map(g -> g.times(scale(g.square().sum().sqrt(), limit))).toList();
  }

  /**
   * All gradients scaled by one number so that their joint Euclidean norm is at most {@code limit}:
   * R. Pascanu, T. Mikolov, Y. Bengio, Proc. ICML 2013, algorithm 1.
   */
  static GradientClipping byGlobalNorm(double limit) {
    Settings.requirePositive("limit of the gradient's norm", limit);
    return gradients -> {
      if (gradients.isEmpty()) {
        return gradients;
      }
      Value norm =
          gradients.stream().map(g -> g.square().sum()).reduce(Value::plus).orElseThrow().sqrt();
      Value scale = scale(norm, limit);
      return gradients.stream().map(g -> g.times(scale)).toList();
    };
  }

  private static Value scale(Value norm, double limit) {
    return norm.filled(limit).dividedBy(norm.maximum(limit));
  }
}
