package org.sciml4j.core.stencil;

import java.util.List;

/** A strip computed in several passes, each of which adds its taps to the result so far. */
final class StripPasses implements StripKernel {
  private final StripKernel[] passes;

  StripPasses(List<StripKernel> passes) {
    this.passes = passes.toArray(StripKernel[]::new);
  }

  @Override
  public int leastColumns() {
    return passes[0].leastColumns();
  }

  @Override
  public void apply(Object u, long src, Object out, long dst, int columns, double[] weights) {
    for (StripKernel pass : passes) {
      pass.apply(u, src, out, dst, columns, weights);
    }
  }

  @Override
  public void step(
      Object u, long src, Object out, long dst, int columns, double[] weights, double a, double b) {
    for (int i = 0; i < passes.length - 1; i++) {
      passes[i].apply(u, src, out, dst, columns, weights);
    }
    passes[passes.length - 1].step(u, src, out, dst, columns, weights, a, b);
  }
}
