package org.sciml4j.core.autodiff;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sciml4j.core.graph.Value;

/** Which values are computed from which. */
final class Dependence {
  private Dependence() {}

  /** Those values of {@code order} that depend on {@code sources}, and the sources. */
  static Set<Value> on(Collection<Value> sources, List<Value> order) {
    Set<Value> dependent = new HashSet<>(sources);
    for (Value value : order) {
      if (value.operands().stream().anyMatch(dependent::contains)) {
        dependent.add(value);
      }
    }
    return dependent;
  }
}
