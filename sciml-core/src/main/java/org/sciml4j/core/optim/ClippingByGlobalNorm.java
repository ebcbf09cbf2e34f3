package org.sciml4j.core.optim;

import java.util.List;
import org.sciml4j.core.graph.Value;

/** {@link GradientClipping#byGlobalNorm}. */
record ClippingByGlobalNorm(double limit) implements GradientClipping {
  ClippingByGlobalNorm {
    Settings.requirePositive("limit of the gradient's norm", limit);
  }

  @Override
  public List<Value> clip(List<Value> gradients) {
    if (gradients.isEmpty()) {
      return gradients;
    }
    Value norm =
        gradients.stream().map(g -> g.square().sum()).reduce(Value::plus).orElseThrow().sqrt();
    Value scale = ClippingByNorm.scale(norm, limit);
    return gradients.stream().map(g -> g.times(scale)).toList();
  }
}
