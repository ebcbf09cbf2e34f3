package org.sciml4j.core.nn.layer;

import org.sciml4j.core.nn.init.Initializer;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.Tensor;

/**
 * Ones for the forget gate of an {@link LstmCell}, zeros for the others.
 *
 * @param units number of units
 */
record ForgetBias(long units) implements Initializer {
  @Override
  public void fill(Tensor tensor, RandomKey key) {
    tensor.fill(0);
    for (long i = units; i < 2 * units; i++) {
      tensor.setFlat(i, 1);
    }
  }
}
