package org.sciml4j.core.convolution;

import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.graph.Pad;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;

/**
 * A planned {@link Pad} and its adjoint, {@link org.sciml4j.core.graph.Fold}, over any number of
 * axes. Runs allocate nothing and give the same bits for any number of threads. A plan serves one
 * caller at a time.
 */
public final class PadKernel {
  private static final int LEAST_ELEMENTS = 4096;

  private final Elements elements;
  private final RowCopies copies;
  private final long bytes;
  private final PaddedAxis[] axes;
  private final int[] low;
  private final PaddedAxis last;
  private final Line padding;
  private final long rows;
  private final int rowsOfPart;
  private final int units;
  private final long unitRows;
  private final long unitBytes;
  private final ThreadTeam.Task pads = this::pad;
  private final ThreadTeam.Task folds = this::foldUnit;
  private long from;
  private long to;

  /** Plans the padding of {@code images} arrays of several axes. */
  PadKernel(DType dtype, KernelProvider provider, long images, PaddedAxis... spatial) {
    this(dtype, provider, withImages(images, spatial));
  }

  private PadKernel(DType dtype, KernelProvider provider, PaddedAxis[] all) {
    elements = new Elements(dtype);
    copies = LaneKernels.of(provider, dtype).copies();
    bytes = dtype.bytes();
    axes = Arrays.copyOf(all, all.length - 1);
    last = all[all.length - 1];
    low = Arrays.stream(axes).mapToInt(PaddedAxis::low).toArray();
    padding = new Line(copies, dtype, last.sources());
    rows = Arrays.stream(axes).mapToLong(PaddedAxis::size).reduce(1, Math::multiplyExact);
    rowsOfPart = Math.max(1, LEAST_ELEMENTS / Math.max(1, last.size()));
    long count = 1;
    int leading = 0;
    while (leading < axes.length && axes[leading].isBare()) {
      count *= axes[leading++].extent();
    }
    units = Math.toIntExact(count);
    unitRows = units == 0 ? 0 : rows / units;
    long inner = last.extent();
    for (int axis = leading; axis < axes.length; axis++) {
      inner *= axes[axis].extent();
    }
    unitBytes = inner * bytes;
  }

  private static PaddedAxis[] withImages(long images, PaddedAxis[] spatial) {
    PaddedAxis[] axes = new PaddedAxis[spatial.length + 1];
    axes[0] = PaddedAxis.bare(Math.toIntExact(images));
    System.arraycopy(spatial, 0, axes, 1, spatial.length);
    return axes;
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
    TensorType outer = new Pad(padding).type(List.of(inner));
    PaddedAxis[] axes = new PaddedAxis[Math.max(1, outer.rank())];
    Arrays.fill(axes, PaddedAxis.POINT);
    for (int axis = 0; axis < outer.rank(); axis++) {
      axes[axis] = PaddedAxis.of(inner.size(axis), padding.get(axis), 0, 0);
    }
    return new PadKernel(inner.dtype(), provider, axes);
  }

  /** {@link Pad}: the array and its continuation. */
  public void run(ThreadTeam team, long x, long result) {
    from = x;
    to = result;
    team.run(Math.toIntExact(Math.ceilDiv(rows, rowsOfPart)), pads);
  }

  /** {@link org.sciml4j.core.graph.Fold}: added points summed onto those they repeat. */
  public void fold(ThreadTeam team, long g, long result) {
    from = g;
    to = result;
    team.run(units, folds);
  }

  private void pad(int part) {
    long end = Math.min(rows, (part + 1L) * rowsOfPart);
    for (long row = (long) part * rowsOfPart; row < end; row++) {
      long source = sourceRow(row);
      long target = to + row * last.size() * bytes;
      if (source < 0) {
        copies.zero(target, 0, 1, bytes * last.size());
      } else {
        padding.copy(from + source * last.extent() * bytes, 0, target, 0, 1);
      }
    }
  }

  /** Copies the points themselves, then adds what stands beside them in row-major order. */
  private void foldUnit(int unit) {
    int within = last.low();
    long first = unit * unitRows;
    copies.zero(to + unit * unitBytes, 0, 1, unitBytes);
    for (long row = first; row < first + unitRows; row++) {
      long target = sourceRow(row);
      if (target >= 0 && isInside(row)) {
        copies.copy(
            from + (row * last.size() + within) * bytes,
            0,
            to + target * last.extent() * bytes,
            0,
            1,
            bytes * last.extent());
      }
    }
    for (long row = first; row < first + unitRows; row++) {
      long target = sourceRow(row);
      if (target >= 0) {
        long line = from + row * last.size() * bytes;
        long result = to + target * last.extent() * bytes;
        boolean inside = isInside(row);
        addElements(line, result, 0, inside ? within : last.size());
        addElements(line, result, inside ? within + last.extent() : last.size(), last.size());
      }
    }
  }

  private void addElements(long line, long result, int begin, int end) {
    for (int x = begin; x < end; x++) {
      int at = last.source(x);
      if (at >= 0) {
        elements.set(result, at, elements.get(result, at) + elements.get(line, x));
      }
    }
  }

  /** The row that gives a padded row its values, -1 for zeros. */
  private long sourceRow(long row) {
    long rest = row;
    long stride = 1;
    long source = 0;
    for (int axis = axes.length - 1; axis >= 0; axis--) {
      int index = axes[axis].source((int) (rest % axes[axis].size()));
      if (index < 0) {
        return -1;
      }
      source += index * stride;
      rest /= axes[axis].size();
      stride *= axes[axis].extent();
    }
    return source;
  }

  private boolean isInside(long row) {
    long rest = row;
    for (int axis = axes.length - 1; axis >= 0; axis--) {
      long index = rest % axes[axis].size() - low[axis];
      if (index < 0 || index >= axes[axis].extent()) {
        return false;
      }
      rest /= axes[axis].size();
    }
    return true;
  }
}
