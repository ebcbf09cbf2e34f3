package org.sciml4j.core.graph;

/** What a {@link Loop} of T steps keeps for its reverse derivative. */
public enum Checkpointing {
  /** Every intermediate value that the reverse steps need: fastest, memory O(T). */
  NONE,
  /** The carried values before every step, from which each reverse step recomputes its own. */
  CARRIES,
  /**
   * The carried values before every √T-th step; the reverse derivative recomputes the steps
   * between: memory O(√T), one more forward pass (Griewank 1992, Optim. Methods Softw. 1:35, for
   * one level).
   */
  SQUARE_ROOT
}
