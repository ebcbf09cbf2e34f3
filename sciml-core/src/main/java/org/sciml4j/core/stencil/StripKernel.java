package org.sciml4j.core.stencil;

/**
 * Computes a strip of neighbouring rows of output points far from the boundary, where every tap
 * stands at a distance known when the stencil was compiled. Positions are those of {@link
 * RowKernel}.
 */
interface StripKernel {
  /** Fewest columns a strip may have: the length of one vector. */
  int leastColumns();

  /**
   * {@code out = K u} over {@code columns} columns of the strip.
   *
   * @param weights of all taps of the stencil in the order of summation
   */
  void apply(Object u, long src, Object out, long dst, int columns, double[] weights);

  /** {@code out = a u + b K u} over {@code columns} columns of the strip. */
  void step(
      Object u, long src, Object out, long dst, int columns, double[] weights, double a, double b);
}
