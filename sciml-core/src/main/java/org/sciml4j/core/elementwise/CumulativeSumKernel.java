package org.sciml4j.core.elementwise;

import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;

/**
 * A planned running sum along one axis, {@code y_i = Σ_{j<=i} x_j}, added in double precision. It
 * may run in place. A plan serves one caller at a time.
 */
public final class CumulativeSumKernel {
  private final DType dtype;
  private final long length;
  private final int axis;
  private final View x;
  private final View result;
  private final AxisBlocks blocks;
  private final ThreadTeam.Task task = this::part;
  private long xAddress;
  private long resultAddress;

  private CumulativeSumKernel(DType dtype, long[] extents, int axis, View x, View result) {
    this.dtype = dtype;
    this.length = extents[axis];
    this.axis = axis;
    this.x = x;
    this.result = result;
    this.blocks = new AxisBlocks(extents, axis);
  }

  /**
   * Plans a running sum.
   *
   * @param extents extents of {@code x} and the result
   * @param axis the axis to run along
   * @param x where the numbers are
   * @param result where the sums go
   */
  public static CumulativeSumKernel of(DType dtype, long[] extents, int axis, View x, View result) {
    ElementwiseChain.requireBelow("axis", axis, extents.length);
    x.requireRank("x", extents.length);
    result.requireRank("result", extents.length);
    return new CumulativeSumKernel(dtype, extents, axis, x, result);
  }

  /** Sums, on memory given by absolute addresses. */
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
        line(from + line * blocks.betweenLines(x), to + line * blocks.betweenLines(result));
      }
    }
  }

  private void line(long from, long to) {
    long inStride = x.stride(axis);
    long outStride = result.stride(axis);
    double sum = 0;
    for (long i = 0; i < length; i++) {
      sum += Memory.get(dtype, xAddress, from + i * inStride);
      Memory.set(dtype, resultAddress, to + i * outStride, sum);
    }
  }
}
