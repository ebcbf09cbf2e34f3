package org.sciml4j.core.convolution;

import org.sciml4j.core.graph.PoolGeometry;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;

/**
 * A planned {@link org.sciml4j.core.graph.AveragePool} of {@code x [n, c, spatial...]} with its
 * adjoint. Runs allocate nothing and give the same bits for any number of threads. A plan serves
 * one caller at a time.
 */
public final class AveragePoolKernel {
  private final PoolLayout layout;
  private final Elements elements;

  private AveragePoolKernel(PoolLayout layout) {
    this.layout = layout;
    elements = new Elements(layout.dtype());
  }

  /**
   * Plans an average-pool for the kernels in force.
   *
   * @throws org.sciml4j.core.InvalidInputException if the window does not fit
   */
  public static AveragePoolKernel of(PoolGeometry geometry, TensorType x) {
    return with(KernelProvider.selected(), geometry, x);
  }

  /** Plans an average-pool for the kernels of one provider; the rest as {@link #of}. */
  public static AveragePoolKernel with(
      KernelProvider provider, PoolGeometry geometry, TensorType x) {
    return new AveragePoolKernel(PoolLayout.of(geometry, x));
  }

  /** {@link org.sciml4j.core.graph.AveragePool}: the mean of each window. */
  public void run(ThreadTeam team, long x, long result) {
    visit(x, result, false);
  }

  /**
   * {@link org.sciml4j.core.graph.AveragePoolAdjoint}: each element of g, of the pooled shape,
   * spread evenly over its window.
   */
  public void adjoint(ThreadTeam team, long g, long result) {
    for (long at = 0; at < (long) layout.images() * layout.inputPoints(); at++) {
      elements.set(result, at, 0);
    }
    visit(result, g, true);
  }

  private void visit(long field, long pooled, boolean spreads) {
    int[] out = layout.output();
    int[] in = layout.input();
    for (int image = 0; image < layout.images(); image++) {
      for (int i = 0; i < layout.outputPoints(); i++) {
        int plane = i / (out[1] * out[2]);
        int row = i / out[2] % out[1];
        int column = i % out[2];
        long to = (long) image * layout.outputPoints() + i;
        double sum = 0;
        for (int p = layout.first(0, plane); p < layout.last(0, plane); p++) {
          for (int r = layout.first(1, row); r < layout.last(1, row); r++) {
            for (int c = layout.first(2, column); c < layout.last(2, column); c++) {
              long at = (((long) image * in[0] + p) * in[1] + r) * in[2] + c;
              if (spreads) {
                double share = elements.get(pooled, to) / layout.windowPoints();
                elements.set(field, at, elements.get(field, at) + share);
              } else {
                sum += elements.get(field, at);
              }
            }
          }
        }
        if (!spreads) {
          elements.set(pooled, to, sum / layout.windowPoints());
        }
      }
    }
  }
}
