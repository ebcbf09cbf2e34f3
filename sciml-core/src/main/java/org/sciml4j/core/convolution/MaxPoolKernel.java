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
  private final RowCopies copies;
  private final PairPools pairs;
  private final long bytes;
  private final ThreadTeam.Task task = this::part;
  private Kind kind = Kind.LARGEST;
  private long x;
  private long second;
  private long result;

  private enum Kind {
    LARGEST,
    SELECT,
    SCATTER
  }

  private MaxPoolKernel(PoolLayout layout, KernelProvider provider) {
    this.layout = layout;
    elements = new Elements(layout.dtype());
    copies = LaneKernels.of(provider, layout.dtype()).copies();
    pairs = layout.takesPairs() ? PairPools.of(provider, layout.dtype()) : null;
    bytes = layout.dtype().bytes();
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
    return new MaxPoolKernel(PoolLayout.of(geometry, x), provider);
  }

  /** {@link org.sciml4j.core.graph.MaxPool}: the largest element of each window. */
  public void run(ThreadTeam team, long input, long output) {
    run(team, Kind.LARGEST, input, input, output);
  }

  /** {@link org.sciml4j.core.graph.MaxPoolSelect}: of each window, v where x is largest. */
  public void select(ThreadTeam team, long input, long v, long output) {
    run(team, Kind.SELECT, input, v, output);
  }

  /**
   * {@link org.sciml4j.core.graph.MaxPoolScatter}: each element of g added where x is largest in
   * its window.
   */
  public void scatter(ThreadTeam team, long input, long g, long output) {
    run(team, Kind.SCATTER, input, g, output);
  }

  private void run(ThreadTeam team, Kind wanted, long first, long other, long output) {
    kind = wanted;
    x = first;
    second = other;
    result = output;
    team.run(layout.parts(), task);
  }

  private void part(int part) {
    int last = Math.min(layout.images(), (part + 1) * layout.imagesOfPart());
    for (int image = part * layout.imagesOfPart(); image < last; image++) {
      long in = bytes * image * layout.inputPoints();
      long out = bytes * image * layout.outputPoints();
      if (kind == Kind.SCATTER) {
        copies.zero(result + in, 0, 1, bytes * layout.inputPoints());
      }
      boolean side = kind != Kind.SCATTER || layout.isDisjoint();
      for (int plane = 0; plane < layout.output()[0]; plane++) {
        for (int row = 0; row < layout.output()[1]; row++) {
          long line = out + bytes * (plane * layout.output()[1] + row) * layout.output()[2];
          if (pairs != null && side) {
            rowOfPairs(in, line, plane, row);
          } else {
            row(in, line, plane, row);
          }
        }
      }
    }
  }

  private void rowOfPairs(long in, long line, int plane, int row) {
    int firstPlane = layout.first(0, plane);
    int firstRow = layout.first(1, row);
    long rowPitch = bytes * layout.input()[2];
    long planePitch = rowPitch * layout.input()[1];
    int planes = layout.last(0, plane) - firstPlane;
    int rows = layout.last(1, row) - firstRow;
    int columns = layout.output()[2];
    if (planes <= 0 || rows <= 0) {
      row(in, line, plane, row);
      return;
    }
    long at = in + firstPlane * planePitch + firstRow * rowPitch;
    switch (kind) {
      case LARGEST ->
          pairs.largest(x + at, planes, planePitch, rows, rowPitch, columns, result + line);
      case SELECT ->
          pairs.select(
              x + at, second + at, planes, planePitch, rows, rowPitch, columns, result + line);
      case SCATTER ->
          pairs.scatter(
              x + at, second + line, planes, planePitch, rows, rowPitch, columns, result + at);
    }
  }

  private void row(long in, long line, int plane, int row) {
    for (int column = 0; column < layout.output()[2]; column++) {
      int at = largest(x + in, plane, row, column);
      if (kind == Kind.SCATTER) {
        double sum = elements.get(result + in, at) + elements.get(second + line, column);
        elements.set(result + in, at, sum);
      } else {
        elements.set(result + line, column, elements.get(second + in, at));
      }
    }
  }

  /** The place of the first largest element of a window in an image. */
  private int largest(long image, int plane, int row, int column) {
    int[] in = layout.input();
    int found = -1;
    double largest = Double.NEGATIVE_INFINITY;
    int lastPlane = layout.last(0, plane);
    int lastRow = layout.last(1, row);
    int lastColumn = layout.last(2, column);
    for (int p = layout.first(0, plane); p < lastPlane; p++) {
      for (int r = layout.first(1, row); r < lastRow; r++) {
        for (int c = layout.first(2, column); c < lastColumn; c++) {
          int at = (p * in[1] + r) * in[2] + c;
          double value = elements.get(image, at);
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
