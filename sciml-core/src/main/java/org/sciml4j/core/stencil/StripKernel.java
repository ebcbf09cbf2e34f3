package org.sciml4j.core.stencil;

/**
 * Computes a strip of neighbouring rows of output points far from the boundary, where every tap
 * stands at a distance known when the stencil was compiled. Positions are those of {@link
 * RowKernel}.
 */
interface StripKernel {
  /** Fewest columns a strip may have: the length of one vector. */
  int leastColumns();

  /** {@code out = K u} over {@code columns} columns of the strip. */
  void apply(Object u, long src, Object out, long dst, int columns);

  /** {@code out = a u + b K u} over {@code columns} columns of the strip. */
  void step(Object u, long src, Object out, long dst, int columns, double a, double b);
}
