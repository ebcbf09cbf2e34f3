package org.sciml4j.core.convolution;

import org.sciml4j.core.parallel.ThreadTeam;

/** Sums of weighted, shifted channels, planned for one shape. */
interface Sweep {
  /** Working memory on so many threads, in bytes. */
  long scratchBytes(int threads);

  /**
   * Computes the sums.
   *
   * @param source address of the channels
   * @param weights address of the weights
   * @param result address of the result
   * @param scratch address of working memory
   */
  void run(ThreadTeam team, long source, long weights, long result, long scratch);

  /** Whether the sums are those of a stencil. */
  default boolean isStencil() {
    return false;
  }
}
