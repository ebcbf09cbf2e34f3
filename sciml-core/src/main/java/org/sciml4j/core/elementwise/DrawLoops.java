package org.sciml4j.core.elementwise;

import org.sciml4j.core.tensor.DType;

/** Loops over the draws of one random key. */
interface DrawLoops {
  /**
   * Writes uniform draws.
   *
   * @param first number of the first draw, even
   * @param count number of draws
   * @param to address of the first
   */
  void uniform(DType dtype, long seed, long stream, long first, int count, long to);

  /** Writes normal draws. */
  void normal(DType dtype, long seed, long stream, long first, int count, long to);
}
