package org.sciml4j.core.optim;

import java.util.List;
import org.sciml4j.core.graph.Value;

/** A limit on gradients before an {@link Optimizer} follows them. */
@FunctionalInterface
public interface GradientClipping {
  /** The limited gradients, one for each, of its type. */
  List<Value> clip(List<Value> gradients);

  /**
   * What a training that goes on from a checkpoint must find the same, in words. Those of records
   * are their components; limits of other kinds tell nothing unless they override this.
   */
  default String description() {
    return this instanceof Record ? toString() : "clipping of its own";
  }

  /** Gradients as they are. */
  static GradientClipping none() {
    return new NoClipping();
  }

  /** Every element limited to [-limit, limit]. */
  static GradientClipping byValue(double limit) {
    return new ClippingByValue(limit);
  }

  /** Each parameter's gradient scaled down to a Euclidean norm of at most {@code limit}. */
  static GradientClipping byNorm(double limit) {
    return new ClippingByNorm(limit);
  }

  /**
   * All gradients scaled by one number so that their joint Euclidean norm is at most {@code limit}:
   * R. Pascanu, T. Mikolov, Y. Bengio, Proc. ICML 2013, algorithm 1.
   */
  static GradientClipping byGlobalNorm(double limit) {
    return new ClippingByGlobalNorm(limit);
  }
}
