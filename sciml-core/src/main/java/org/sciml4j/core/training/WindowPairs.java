package org.sciml4j.core.training;

import org.sciml4j.core.tensor.Tensor;

/**
 * Windows of time series and what comes after each.
 *
 * @param inputs {@code [windows, length, features...]}
 * @param targets {@code [windows, features...]} or {@code [windows, horizon, features...]}
 * @param skipped how many windows were left out because they have a NaN
 */
public record WindowPairs(Tensor inputs, Tensor targets, long skipped) implements AutoCloseable {
  /** Frees both tensors. */
  @Override
  public void close() {
    inputs.close();
    targets.close();
  }
}
