package org.sciml4j.core.elementwise;

import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;

/**
 * A planned addition of slices into zeros at given indices along one axis. Slices that share an
 * index are added in their order, whatever the number of threads; slices whose index is not on the
 * axis are left out. A plan serves one caller at a time.
 */
public final class ScatterAddKernel {
  private final DType dtype;
  private final long size;
  private final long count;
  private final int axis;
  private final View slices;
  private final View result;
  private final AxisBlocks blocks;
  private final ThreadTeam.Task task = this::part;
  private long slicesAddress;
  private long indexAddress;
  private long resultAddress;

  private ScatterAddKernel(
      DType dtype, long count, int axis, long[] extents, View slices, View result) {
    this.dtype = dtype;
    this.size = extents[axis];
    this.count = count;
    this.axis = axis;
    this.slices = slices;
    this.result = result;
    this.blocks = new AxisBlocks(extents, axis);
  }

  /**
   * Plans an addition.
   *
   * @param count number of slices and indices
   * @param axis the indexed axis
   * @param extents extents of the result
   * @param slices where the slices are
   * @param result where the sums go
   */
  public static ScatterAddKernel of(
      DType dtype, long count, int axis, long[] extents, View slices, View result) {
    ElementwiseChain.requireBelow("axis", axis, extents.length);
    slices.requireRank("slices", extents.length);
    result.requireRank("result", extents.length);
    return new ScatterAddKernel(dtype, count, axis, extents, slices, result);
  }

  /** Adds slices, on memory given by absolute addresses; the indices lie one after the other. */
  public void run(ThreadTeam team, long slices, long indices, long result) {
    slicesAddress = slices;
    indexAddress = indices;
    resultAddress = result;
    blocks.run(team, task);
  }

  private void part(int part) {
    for (long block = blocks.first(part), end = blocks.end(part); block < end; block++) {
      long from = blocks.position(slices, block);
      long to = blocks.position(result, block);
      long lines = blocks.lines(block);
      for (long i = 0; i < size; i++) {
        clear(to + i * result.stride(axis), lines);
      }
      for (long i = 0; i < count; i++) {
        double index = Memory.get(dtype, indexAddress, i);
        if (index >= 0 && index < size && index == Math.rint(index)) {
          add(from + i * slices.stride(axis), to + (long) index * result.stride(axis), lines);
        }
      }
    }
  }

  private void clear(long to, long lines) {
    long stride = blocks.betweenLines(result);
    for (long line = 0; line < lines; line++) {
      Memory.set(dtype, resultAddress, to + line * stride, 0);
    }
  }

  private void add(long from, long to, long lines) {
    long inStride = blocks.betweenLines(slices);
    long outStride = blocks.betweenLines(result);
    for (long line = 0; line < lines; line++) {
      double sum =
          Memory.get(dtype, resultAddress, to + line * outStride)
              + Memory.get(dtype, slicesAddress, from + line * inStride);
      Memory.set(dtype, resultAddress, to + line * outStride, sum);
    }
  }
}
