package org.sciml4j.core.optim;

import java.util.List;
import org.sciml4j.core.graph.Value;

/** {@link GradientClipping#byNorm}. */
record ClippingByNorm(double limit) implements GradientClipping {
  ClippingByNorm {
    Settings.requirePositive("limit of the gradient's norm", limit);
  }

  @Override
  public List<Value> clip(List<Value> gradients) {
    return gradients.stream().map(g -> g.times(scale(g.square().sum().sqrt(), limit))).toList();
  }

  /** What scales a gradient of this norm down to the limit. */
  static Value scale(Value norm, double limit) {
    return norm.filled(limit).dividedBy(norm.maximum(limit));
  }
}
