package org.sciml4j.core.elementwise;

import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;

/** Loops over the draws of one random key without the Vector API. */
final class ScalarDraws implements DrawLoops {
  @Override
  public void uniform(DType dtype, long seed, long stream, long first, int count, long to) {
    for (int i = 0; i < count; i++) {
      Memory.set(dtype, to, i, RandomKey.uniform(seed, stream, first + i, dtype));
    }
  }

  @Override
  public void normal(DType dtype, long seed, long stream, long first, int count, long to) {
    for (int i = 0; i < count; i++) {
      Memory.set(dtype, to, i, RandomKey.normal(seed, stream, first + i));
    }
  }
}
