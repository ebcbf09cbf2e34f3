package org.sciml4j.core.convolution;

import org.sciml4j.core.graph.PoolGeometry;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;

/**
 * A planned {@link org.sciml4j.core.graph.MaxPool} of {@code x [n, c, spatial...]} with its forward
 * and reverse derivative. A NaN counts as larger than any number. Runs allocate nothing and give
 * the same bits for any number of threads. A plan serves one caller at a time.
 */
public final class MaxPoolKernel {
  private final PoolLayout layout;
  private final Elements elements;

  private MaxPoolKernel(PoolLayout layout) {
    this.layout = layout;
    elements = new Elements(layout.dtype());
  }

  /**
   * Plans a max-pool for the kernels in force.
   *
   * @throws org.sciml4j.core.InvalidInputException if the window does not fit
   */
  public static MaxPoolKernel of(PoolGeometry geometry, TensorType x) {
    return with(KernelProvider.selected(), geometry, x);
  }

  /** Plans a max-pool for the kernels of one provider; the rest as {@link #of}. */
  public static MaxPoolKernel with(KernelProvider provider, PoolGeometry geometry, TensorType x) {
    return new MaxPoolKernel(PoolLayout.of(geometry, x));
  }

  /** {@link org.sciml4j.core.graph.MaxPool}: the largest element of each window. */
  public void run(ThreadTeam team, long x, long result) {
    select(team, x, x, result);
  }

  /** {@link org.sciml4j.core.graph.MaxPoolSelect}: of each window, v where x is largest. */
  public void select(ThreadTeam team, long x, long v, long result) {
    for (int image = 0; image < layout.images(); image++) {
      for (int i = 0; i < layout.outputPoints(); i++) {
        long at = largest(x, image, i);
        elements.set(
            result, (long) image * layout.outputPoints() + i, at < 0 ? 0 : elements.get(v, at));
      }
    }
  }

  /**
   * {@link org.sciml4j.core.graph.MaxPoolScatter}: each element of g added where x is largest in
   * its window.
   */
  public void scatter(ThreadTeam team, long x, long g, long result) {
    for (long at = 0; at < (long) layout.images() * layout.inputPoints(); at++) {
      elements.set(result, at, 0);
    }
    for (int image = 0; image < layout.images(); image++) {
      for (int i = 0; i < layout.outputPoints(); i++) {
        long at = largest(x, image, i);
        if (at >= 0) {
          double add = elements.get(g, (long) image * layout.outputPoints() + i);
          elements.set(result, at, elements.get(result, at) + add);
        }
      }
    }
  }

  private long largest(long x, int image, int i) {
    int[] out = layout.output();
    int[] in = layout.input();
    int plane = i / (out[1] * out[2]);
    int row = i / out[2] % out[1];
    int column = i % out[2];
    long found = -1;
    double largest = Double.NEGATIVE_INFINITY;
    for (int p = layout.first(0, plane); p < layout.last(0, plane); p++) {
      for (int r = layout.first(1, row); r < layout.last(1, row); r++) {
        for (int c = layout.first(2, column); c < layout.last(2, column); c++) {
          long at = (((long) image * in[0] + p) * in[1] + r) * in[2] + c;
          double value = elements.get(x, at);
          if (found < 0 || value > largest || (Double.isNaN(value) && !Double.isNaN(largest))) {
            found = at;
            largest = value;
          }
        }
      }
    }
    return found;
  }
}
