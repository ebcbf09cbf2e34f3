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
  private final RowCopies copies;
  private final PairPools pairs;
  private final long bytes;
  private final double share;
  private final ThreadTeam.Task means = this::meanPart;
  private final ThreadTeam.Task spreads = this::spreadPart;
  private long input;
  private long output;

  private AveragePoolKernel(PoolLayout layout, KernelProvider provider) {
    this.layout = layout;
    elements = new Elements(layout.dtype());
    copies = LaneKernels.of(provider, layout.dtype()).copies();
    pairs = layout.takesPairs() ? PairPools.of(provider, layout.dtype()) : null;
    bytes = layout.dtype().bytes();
    share = 1.0 / layout.windowPoints();
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
    return new AveragePoolKernel(PoolLayout.of(geometry, x), provider);
  }

  /** {@link org.sciml4j.core.graph.AveragePool}: the mean of each window. */
  public void run(ThreadTeam team, long x, long result) {
    input = x;
    output = result;
    team.run(layout.parts(), means);
  }

  /**
   * {@link org.sciml4j.core.graph.AveragePoolAdjoint}: each element of g, of the pooled shape,
   * spread evenly over its window.
   */
  public void adjoint(ThreadTeam team, long g, long result) {
    input = result;
    output = g;
    team.run(layout.parts(), spreads);
  }

  private void meanPart(int part) {
    visit(part, false);
  }

  private void spreadPart(int part) {
    visit(part, true);
  }

  private void visit(int part, boolean spreads) {
    int last = Math.min(layout.images(), (part + 1) * layout.imagesOfPart());
    for (int image = part * layout.imagesOfPart(); image < last; image++) {
      long field = input + bytes * image * layout.inputPoints();
      long pooled = output + bytes * image * layout.outputPoints();
      if (spreads) {
        copies.zero(field, 0, 1, bytes * layout.inputPoints());
      }
      boolean side = pairs != null && (!spreads || layout.isDisjoint());
      for (int plane = 0; plane < layout.output()[0]; plane++) {
        for (int row = 0; row < layout.output()[1]; row++) {
          long line = pooled + bytes * (plane * layout.output()[1] + row) * layout.output()[2];
          if (side) {
            rowOfPairs(field, line, plane, row, spreads);
          } else {
            row(field, line, plane, row, spreads);
          }
        }
      }
    }
  }

  private void rowOfPairs(long field, long line, int plane, int row, boolean spreads) {
    int firstPlane = layout.first(0, plane);
    int firstRow = layout.first(1, row);
    long rowPitch = bytes * layout.input()[2];
    long planePitch = rowPitch * layout.input()[1];
    int planes = layout.last(0, plane) - firstPlane;
    int rows = layout.last(1, row) - firstRow;
    int columns = layout.output()[2];
    long at = field + firstPlane * planePitch + firstRow * rowPitch;
    if (spreads) {
      pairs.spread(line, planes, planePitch, rows, rowPitch, columns, share, at);
    } else {
      pairs.sum(at, planes, planePitch, rows, rowPitch, columns, share, line);
    }
  }

  private void row(long field, long line, int plane, int row, boolean spreads) {
    int[] in = layout.input();
    int lastPlane = layout.last(0, plane);
    int lastRow = layout.last(1, row);
    for (int column = 0; column < layout.output()[2]; column++) {
      int lastColumn = layout.last(2, column);
      double add = spreads ? elements.get(line, column) * share : 0;
      double sum = 0;
      for (int p = layout.first(0, plane); p < lastPlane; p++) {
        for (int r = layout.first(1, row); r < lastRow; r++) {
          for (int c = layout.first(2, column); c < lastColumn; c++) {
            long at = (long) (p * in[1] + r) * in[2] + c;
            double value = elements.get(field, at);
            if (spreads) {
              elements.set(field, at, value + add);
            } else {
              sum += value;
            }
          }
        }
      }
      if (!spreads) {
        elements.set(line, column, sum * share);
      }
    }
  }
}
