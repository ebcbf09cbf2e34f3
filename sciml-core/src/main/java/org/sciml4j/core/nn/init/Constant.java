package org.sciml4j.core.nn.init;

import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.Tensor;

/**
 * One number everywhere.
 *
 * @param value the number
 */
public record Constant(double value) implements Initializer {
  @Override
  public void fill(Tensor tensor, RandomKey key) {
    tensor.fill(value);
  }
}
