package org.sciml4j.core.convolution;

import java.util.List;
import org.sciml4j.core.graph.Pad;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;

/**
 * A planned {@link Pad} and its adjoint, {@link org.sciml4j.core.graph.Fold}, over any number of
 * axes. Runs allocate nothing and give the same bits for any number of threads. A plan serves one
 * caller at a time.
 */
public final class PadKernel {
  private final Elements elements;
  private final PaddedAxis[] axes;
  private final long inside;
  private final long padded;

  private PadKernel(List<Padding> padding, TensorType inner, TensorType outer) {
    elements = new Elements(inner.dtype());
    axes = new PaddedAxis[inner.rank()];
    for (int axis = 0; axis < axes.length; axis++) {
      axes[axis] = PaddedAxis.of(inner.size(axis), padding.get(axis), 0, 0);
    }
    inside = inner.count();
    padded = outer.count();
  }

  /**
   * Plans the padding of an array for the kernels in force.
   *
   * @param padding what is added, one for each axis
   * @param inner type of the array without padding
   * @throws org.sciml4j.core.InvalidInputException if there is not one padding for each axis, or an
   *     empty axis is to be continued
   */
  public static PadKernel of(List<Padding> padding, TensorType inner) {
    return with(KernelProvider.selected(), padding, inner);
  }

  /** Plans the padding for the kernels of one provider; the rest as {@link #of}. */
  public static PadKernel with(KernelProvider provider, List<Padding> padding, TensorType inner) {
    return new PadKernel(padding, inner, new Pad(padding).type(List.of(inner)));
  }

  /** {@link Pad}: the array and its continuation. */
  public void run(ThreadTeam team, long x, long result) {
    for (long at = 0; at < padded; at++) {
      long from = source(at);
      elements.set(result, at, from < 0 ? 0 : elements.get(x, from));
    }
  }

  /** {@link org.sciml4j.core.graph.Fold}: added points summed onto those they repeat. */
  public void fold(ThreadTeam team, long g, long result) {
    for (long at = 0; at < inside; at++) {
      elements.set(result, at, 0);
    }
    for (long at = 0; at < padded; at++) {
      long to = source(at);
      if (to >= 0) {
        elements.set(result, to, elements.get(result, to) + elements.get(g, at));
      }
    }
  }

  private long source(long position) {
    long rest = position;
    long stride = 1;
    long from = 0;
    for (int axis = axes.length - 1; axis >= 0; axis--) {
      int index = axes[axis].source((int) (rest % axes[axis].size()));
      if (index < 0) {
        return -1;
      }
      from += index * stride;
      rest /= axes[axis].size();
      stride *= axes[axis].extent();
    }
    return from;
  }
}
