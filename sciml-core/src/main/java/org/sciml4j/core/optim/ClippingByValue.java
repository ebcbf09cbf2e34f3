package org.sciml4j.core.optim;

import java.util.List;
import org.sciml4j.core.graph.Value;

/** {@link GradientClipping#byValue}. */
record ClippingByValue(double limit) implements GradientClipping {
  ClippingByValue {
    Settings.requirePositive("limit of the gradient's elements", limit);
  }

  @Override
  public List<Value> clip(List<Value> gradients) {
    return gradients.stream().map(g -> g.minimum(limit).maximum(-limit)).toList();
  }
}
