package org.sciml4j.core.nn.init;

import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.Tensor;

/** The initial numbers of a parameter. */
@FunctionalInterface
public interface Initializer {
  /**
   * Overwrites a tensor.
   *
   * @param key where random numbers come from; the same key gives the same numbers
   */
  void fill(Tensor tensor, RandomKey key);
}
