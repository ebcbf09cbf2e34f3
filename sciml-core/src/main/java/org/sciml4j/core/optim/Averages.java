package org.sciml4j.core.optim;

import org.sciml4j.core.graph.Value;

/** Exponential moving averages. */
final class Averages {
  private Averages() {}

  /** {@code β m + (1 - β) x}. */
  static Value moving(double beta, Value m, Value x) {
    return m.times(beta).plus(x.times(1 - beta));
  }

  /** {@code 1 - β^t}, by which an average that started at zero is too small after t steps. */
  static Value bias(double beta, Value t) {
    return t.filled(1).minus(t.filled(beta).power(t));
  }
}
