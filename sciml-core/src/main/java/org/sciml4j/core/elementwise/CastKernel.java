package org.sciml4j.core.elementwise;

import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;

/**
 * A planned copy of numbers into another element type, rounded to nearest. A plan serves one caller
 * at a time.
 */
public final class CastKernel {
  private final DType from;
  private final DType to;
  private final View source;
  private final View result;
  private final long length;
  private final int axis;
  private final AxisBlocks blocks;
  private final ThreadTeam.Task task = this::part;
  private long sourceAddress;
  private long resultAddress;

  private CastKernel(DType from, DType to, long[] extents, View source, View result) {
    this.from = from;
    this.to = to;
    this.source = source;
    this.result = result;
    this.axis = extents.length - 1;
    this.length = extents[axis];
    this.blocks = new AxisBlocks(extents, axis);
  }

  /** Plans a copy of an iteration space from one view in one type to another in another type. */
  public static CastKernel of(DType from, DType to, long[] extents, View source, View result) {
    source.requireRank("source", extents.length);
    result.requireRank("result", extents.length);
    NormalForm form = NormalForm.of(extents, source, result);
    return new CastKernel(from, to, form.extents(), form.view(0), form.view(1));
  }

  /** Copies, on memory given by absolute addresses. */
  public void run(ThreadTeam team, long source, long result) {
    sourceAddress = source;
    resultAddress = result;
    blocks.run(team, task);
  }

  private void part(int part) {
    long inStride = source.stride(axis);
    long outStride = result.stride(axis);
    for (long block = blocks.first(part), end = blocks.end(part); block < end; block++) {
      long in = blocks.position(source, block);
      long out = blocks.position(result, block);
      for (long i = 0; i < length; i++) {
        double value = Memory.get(from, sourceAddress, in + i * inStride);
        Memory.set(to, resultAddress, out + i * outStride, value);
      }
    }
  }
}
