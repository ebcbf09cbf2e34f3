package org.sciml4j.core.stencil;

import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.tensor.DType;

/**
 * The part of a sweep that computes one output channel: strips of rows where every tap stays inside
 * the field, single rows near the boundaries of the outer axes, and the points at both ends of a
 * row one by one.
 */
final class ChannelSweep {
  private static final int PLANE = 0;
  private static final int ROW = 1;
  private static final int COLUMN = 2;

  private final SweepGeometry geometry;
  private final int channel;
  private final int taps;
  private final int[] tapChannel;
  private final int[][] tapOffset;
  private final double[] weights;
  private final long[] interiorOffsets;
  private final long[] first = new long[SweepGeometry.AXES];
  private final long[] last = new long[SweepGeometry.AXES];
  private final RowKernel rowKernel;
  private final StripKernel strip;
  private final int stripRows;
  private final EdgePoint[] edges;

  /** The taps of one point at the end of a row that is far from the other boundaries. */
  private record EdgePoint(int column, long[] offsets, int[] taps, double[] weights) {
    void weigh(double[] all) {
      for (int i = 0; i < taps.length; i++) {
        weights[i] = all[taps[i]];
      }
    }
  }

  ChannelSweep(
      DType dtype,
      SweepGeometry geometry,
      List<Tap> tapList,
      int channel,
      KernelProvider provider,
      boolean arrays) {
    this.geometry = geometry;
    this.channel = channel;
    taps = tapList.size();
    tapChannel = tapList.stream().mapToInt(Tap::channel).toArray();
    weights = tapList.stream().mapToDouble(Tap::weight).toArray();
    tapOffset = tapList.stream().map(this::offsetOnThreeAxes).toArray(int[][]::new);
    interiorOffsets = new long[taps];
    Arrays.setAll(interiorOffsets, this::interiorOffset);
    for (int axis = 0; axis < SweepGeometry.AXES; axis++) {
      findInterior(axis);
    }
    edges = edgePoints();
    rowKernel = rowKernel(dtype, provider, arrays);
    StripPlan plan =
        StripPlan.of(
            tapList.stream().map(this::onThreeAxes).toList(), geometry.resultExtents()[ROW]);
    stripRows = provider == KernelProvider.SIMD && taps > 0 ? plan.rows() : 0;
    strip =
        stripRows == 0
            ? null
            : new StripKernelCompiler(
                    dtype,
                    arrays,
                    geometry.inputStrides(),
                    geometry.resultStrides()[1 + ROW],
                    channel * geometry.inputStrides()[0])
                .compile(plan);
  }

  private int[] offsetOnThreeAxes(Tap tap) {
    int[] offset = tap.offset();
    int[] padded = new int[SweepGeometry.AXES];
    Arrays.setAll(padded, axis -> geometry.offset(offset, axis));
    return padded;
  }

  private Tap onThreeAxes(Tap tap) {
    return new Tap(tap.channel(), offsetOnThreeAxes(tap), tap.weight());
  }

  private long interiorOffset(int tap) {
    long[] strides = geometry.inputStrides();
    long offset = tapChannel[tap] * strides[0];
    for (int axis = 0; axis < SweepGeometry.AXES; axis++) {
      offset += tapOffset[tap][axis] * strides[axis + 1];
    }
    return offset;
  }

  /** Finds the result points from which no tap leaves the field along one axis. */
  private void findInterior(int axis) {
    int before = 0;
    int after = 0;
    for (int[] offset : tapOffset) {
      before = Math.max(before, -offset[axis]);
      after = Math.max(after, offset[axis]);
    }
    long shift = geometry.shift()[axis];
    first[axis] = Math.max(0, before - shift);
    last[axis] = Math.min(geometry.resultExtents()[axis], geometry.extents()[axis] - after - shift);
  }

  private EdgePoint[] edgePoints() {
    int columns = Math.toIntExact(geometry.resultExtents()[COLUMN]);
    EdgePoint[] points = new EdgePoint[columns];
    int count = 0;
    for (int column = 0; column < columns; column++) {
      if (column < first[COLUMN] || column >= last[COLUMN]) {
        points[count++] = edgePoint(column);
      }
    }
    return Arrays.copyOf(points, count);
  }

  private EdgePoint edgePoint(int column) {
    long[] offsets = new long[taps];
    int[] present = new int[taps];
    int count = 0;
    long stride = geometry.inputStrides()[1 + COLUMN];
    for (int tap = 0; tap < taps; tap++) {
      long source = source(COLUMN, column, tap);
      if (source != BoundaryMode.NOTHING) {
        offsets[count] = interiorOffsets[tap] + (source - tapOffset[tap][COLUMN]) * stride;
        present[count++] = tap;
      }
    }
    EdgePoint edge =
        new EdgePoint(
            column,
            Arrays.copyOf(offsets, count),
            Arrays.copyOf(present, count),
            new double[count]);
    edge.weigh(weights);
    return edge;
  }

  private long source(int axis, long index, int tap) {
    return geometry.maps()[axis].source(index + geometry.shift()[axis] + tapOffset[tap][axis]);
  }

  /** Takes other weights for its taps, in the order of summation. */
  void weigh(double[] others) {
    System.arraycopy(others, 0, weights, 0, taps);
    for (EdgePoint edge : edges) {
      edge.weigh(weights);
    }
  }

  private static RowKernel rowKernel(DType dtype, KernelProvider provider, boolean arrays) {
    if (provider == KernelProvider.SCALAR) {
      return new SegmentRows(dtype);
    }
    if (dtype == DType.F32) {
      return arrays ? new FloatArrayRows() : new NativeFloatRows();
    }
    return arrays ? new DoubleArrayRows() : new NativeDoubleRows();
  }

  /** Computes the tile of rows and columns of one plane. */
  void run(
      SweepArguments arguments,
      Scratch scratch,
      long plane,
      long firstRow,
      long lastRow,
      int firstColumn,
      int lastColumn) {
    TapSum sum = scratch.sum;
    sum.u = arguments.u;
    sum.out = arguments.out;
    sum.step = arguments.step;
    sum.a = arguments.a;
    sum.b = arguments.b;
    int from = (int) Math.max(firstColumn, first[COLUMN]);
    int columns = (int) Math.min(lastColumn, last[COLUMN]) - from;
    boolean planeInside = plane >= first[PLANE] && plane < last[PLANE];
    boolean strips = planeInside && strip != null && columns >= strip.leastColumns();
    long row = firstRow;
    while (row < lastRow) {
      boolean rowInside = planeInside && row >= first[ROW] && row < last[ROW];
      if (strips && rowInside && row + stripRows <= Math.min(last[ROW], lastRow)) {
        runStrip(arguments, plane, row, from, columns);
        runEdges(arguments, sum, plane, row, stripRows, firstColumn, lastColumn);
        row += stripRows;
        continue;
      }
      if (!rowInside) {
        runBoundaryRow(arguments, scratch, plane, row, from, columns, firstColumn, lastColumn);
      } else {
        if (columns > 0) {
          take(sum, interiorOffsets, weights, taps);
          sum.base = input(arguments, 0, plane, row, from);
          place(sum, arguments, plane, row, from);
          rowKernel.row(sum, columns);
        }
        runEdges(arguments, sum, plane, row, 1, firstColumn, lastColumn);
      }
      row++;
    }
  }

  private void runStrip(SweepArguments arguments, long plane, long row, int column, int columns) {
    long src = input(arguments, 0, plane, row, column);
    long dst = result(arguments, plane, row, column);
    if (arguments.step) {
      strip.step(arguments.u, src, arguments.out, dst, columns, weights, arguments.a, arguments.b);
    } else {
      strip.apply(arguments.u, src, arguments.out, dst, columns, weights);
    }
  }

  private void runEdges(
      SweepArguments arguments,
      TapSum sum,
      long plane,
      long row,
      long rows,
      int firstColumn,
      int lastColumn) {
    for (EdgePoint edge : edges) {
      if (edge.column >= firstColumn && edge.column < lastColumn) {
        take(sum, edge.offsets, edge.weights, edge.offsets.length);
        sum.base = input(arguments, 0, plane, row, 0);
        runColumn(sum, arguments, plane, row, rows, edge.column);
      }
    }
  }

  private void runBoundaryRow(
      SweepArguments arguments,
      Scratch scratch,
      long plane,
      long row,
      int from,
      int columns,
      int firstColumn,
      int lastColumn) {
    TapSum sum = scratch.sum;
    long stride = geometry.inputStrides()[1 + COLUMN];
    int count = findRowTaps(scratch, plane, row);
    for (EdgePoint edge : edges) {
      if (edge.column >= firstColumn && edge.column < lastColumn) {
        int points = 0;
        for (int i = 0; i < count; i++) {
          long sourceColumn = source(COLUMN, edge.column, scratch.rowTaps[i]);
          if (sourceColumn != BoundaryMode.NOTHING) {
            scratch.pointOffsets[points] = scratch.rowOffsets[i] + sourceColumn * stride;
            scratch.pointWeights[points++] = scratch.rowWeights[i];
          }
        }
        take(sum, scratch.pointOffsets, scratch.pointWeights, points);
        sum.base = arguments.source;
        runColumn(sum, arguments, plane, row, 1, edge.column);
      }
    }
    if (columns > 0) {
      for (int i = 0; i < count; i++) {
        scratch.rowOffsets[i] += tapOffset[scratch.rowTaps[i]][COLUMN] * stride;
      }
      take(sum, scratch.rowOffsets, scratch.rowWeights, count);
      sum.base = arguments.source + (from + geometry.shift()[COLUMN]) * stride;
      place(sum, arguments, plane, row, from);
      rowKernel.row(sum, columns);
    }
  }

  /** Finds the rows of the field that the taps of a row near a boundary read. */
  private int findRowTaps(Scratch scratch, long plane, long row) {
    long[] strides = geometry.inputStrides();
    int count = 0;
    for (int tap = 0; tap < taps; tap++) {
      long sourcePlane = source(PLANE, plane, tap);
      long sourceRow = source(ROW, row, tap);
      if (sourcePlane != BoundaryMode.NOTHING && sourceRow != BoundaryMode.NOTHING) {
        scratch.rowOffsets[count] =
            tapChannel[tap] * strides[0]
                + sourcePlane * strides[1 + PLANE]
                + sourceRow * strides[1 + ROW];
        scratch.rowWeights[count] = weights[tap];
        scratch.rowTaps[count++] = tap;
      }
    }
    return count;
  }

  private void runColumn(
      TapSum sum, SweepArguments arguments, long plane, long row, long rows, int column) {
    place(sum, arguments, plane, row, column);
    rowKernel.column(
        sum, rows, geometry.inputStrides()[1 + ROW], geometry.resultStrides()[1 + ROW]);
  }

  private static void take(TapSum sum, long[] offsets, double[] tapWeights, int count) {
    sum.offsets = offsets;
    sum.weights = tapWeights;
    sum.taps = count;
  }

  private void place(TapSum sum, SweepArguments arguments, long plane, long row, int column) {
    sum.dst = result(arguments, plane, row, column);
    sum.centre = arguments.step ? input(arguments, channel, plane, row, column) : 0;
  }

  /** Where the field's value at a point of the result stands. */
  private long input(SweepArguments arguments, int of, long plane, long row, long column) {
    long[] strides = geometry.inputStrides();
    long[] shift = geometry.shift();
    return arguments.source
        + of * strides[0]
        + (plane + shift[PLANE]) * strides[1 + PLANE]
        + (row + shift[ROW]) * strides[1 + ROW]
        + (column + shift[COLUMN]) * strides[1 + COLUMN];
  }

  private long result(SweepArguments arguments, long plane, long row, long column) {
    long[] strides = geometry.resultStrides();
    return arguments.result
        + channel * strides[0]
        + plane * strides[1 + PLANE]
        + row * strides[1 + ROW]
        + column * strides[1 + COLUMN];
  }
}
