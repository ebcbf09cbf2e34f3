package org.sciml4j.core.elementwise;

import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;

/**
 * A planned search for the index of the first largest element along one axis; a NaN counts as
 * larger than any number. A plan serves one caller at a time.
 */
public final class ArgMaxKernel {
  private final DType dtype;
  private final long length;
  private final int axis;
  private final View x;
  private final View result;
  private final AxisBlocks blocks;
  private final ThreadTeam.Task task = this::part;
  private long xAddress;
  private long resultAddress;

  private ArgMaxKernel(DType dtype, long[] extents, int axis, View x, View result) {
    this.dtype = dtype;
    this.length = extents[axis];
    this.axis = axis;
    this.x = x;
    this.result = result;
    this.blocks = new AxisBlocks(extents, axis);
  }

  /**
   * Plans a search.
   *
   * @param extents extents of {@code x}
   * @param axis the axis to search
   * @param x where the numbers are
   * @param result where the indices go; its stride along the axis is not used
   */
  public static ArgMaxKernel of(DType dtype, long[] extents, int axis, View x, View result) {
    ElementwiseChain.requireBelow("axis", axis, extents.length);
    x.requireRank("x", extents.length);
    result.requireRank("result", extents.length);
    return new ArgMaxKernel(dtype, extents, axis, x, result);
  }

  /** Searches, on memory given by absolute addresses. */
  public void run(ThreadTeam team, long x, long result) {
    xAddress = x;
    resultAddress = result;
    blocks.run(team, task);
  }

  private void part(int part) {
    for (long block = blocks.first(part), end = blocks.end(part); block < end; block++) {
      long from = blocks.position(x, block);
      long to = blocks.position(result, block);
      for (long line = 0, lines = blocks.lines(block); line < lines; line++) {
        long place = from + line * blocks.betweenLines(x);
        Memory.set(dtype, resultAddress, to + line * blocks.betweenLines(result), largest(place));
      }
    }
  }

  private long largest(long place) {
    long stride = x.stride(axis);
    long best = 0;
    double largest = Memory.get(dtype, xAddress, place);
    for (long i = 1; i < length && !Double.isNaN(largest); i++) {
      double value = Memory.get(dtype, xAddress, place + i * stride);
      if (!(value <= largest)) {
        largest = value;
        best = i;
      }
    }
    return best;
  }
}
