package org.sciml4j.core.optim;

import java.util.List;
import org.sciml4j.core.graph.Value;

/** {@link GradientClipping#none}. */
record NoClipping() implements GradientClipping {
  @Override
  public List<Value> clip(List<Value> gradients) {
    return gradients;
  }
}
