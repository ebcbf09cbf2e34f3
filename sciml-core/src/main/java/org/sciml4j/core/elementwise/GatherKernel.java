package org.sciml4j.core.elementwise;

import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;

/**
 * A planned selection of slices at given indices along one axis; an index that is not on the axis
 * gives NaN. A plan serves one caller at a time.
 */
public final class GatherKernel {
  private final DType dtype;
  private final long size;
  private final long count;
  private final int axis;
  private final View x;
  private final View result;
  private final AxisBlocks blocks;
  private final ThreadTeam.Task task = this::part;
  private long xAddress;
  private long indexAddress;
  private long resultAddress;

  private GatherKernel(DType dtype, long size, int axis, long[] extents, View x, View result) {
    this.dtype = dtype;
    this.size = size;
    this.count = extents[axis];
    this.axis = axis;
    this.x = x;
    this.result = result;
    this.blocks = new AxisBlocks(extents, axis);
  }

  /**
   * Plans a selection.
   *
   * @param size extent of {@code x} along the axis
   * @param axis the indexed axis
   * @param extents extents of the result; the one along the axis is the number of indices
   * @param x where the slices are
   * @param result where they go
   */
  public static GatherKernel of(
      DType dtype, long size, int axis, long[] extents, View x, View result) {
    ElementwiseChain.requireBelow("axis", axis, extents.length);
    x.requireRank("x", extents.length);
    result.requireRank("result", extents.length);
    return new GatherKernel(dtype, size, axis, extents, x, result);
  }

  /** Copies slices, on memory given by absolute addresses; the indices lie one after the other. */
  public void run(ThreadTeam team, long x, long indices, long result) {
    xAddress = x;
    indexAddress = indices;
    resultAddress = result;
    blocks.run(team, task);
  }

  private void part(int part) {
    for (long block = blocks.first(part), end = blocks.end(part); block < end; block++) {
      long from = blocks.position(x, block);
      long to = blocks.position(result, block);
      long lines = blocks.lines(block);
      for (long i = 0; i < count; i++) {
        double index = Memory.get(dtype, indexAddress, i);
        boolean onAxis = index >= 0 && index < size && index == Math.rint(index);
        long source = from + (long) index * x.stride(axis);
        slice(onAxis, source, to + i * result.stride(axis), lines);
      }
    }
  }

  private void slice(boolean onAxis, long source, long to, long lines) {
    long inStride = blocks.betweenLines(x);
    long outStride = blocks.betweenLines(result);
    for (long line = 0; line < lines; line++) {
      double value = onAxis ? Memory.get(dtype, xAddress, source + line * inStride) : Double.NaN;
      Memory.set(dtype, resultAddress, to + line * outStride, value);
    }
  }
}
