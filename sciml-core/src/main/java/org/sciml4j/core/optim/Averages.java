package org.sciml4j.core.optim;

import org.sciml4j.core.graph.Value;

/** Exponential moving averages. */
final class Averages {
  private Averages() {}

  /** {@code β m + (1 - β) x}. */
  static Value moving(double beta, Value m, Value x) {
    return m.times(beta).plus(x.times(1 - beta));
  }

  /**
   * {@code 1 - β^t}, by which an average that started at zero is too small after t steps. A β near
   * one, rounded to single precision, would lose four digits of the difference.
   */
  static Value bias(double beta, Value t) {
    return beta == 0 ? t.filled(1) : t.times(Math.log(beta)).expm1().negate();
  }
}
