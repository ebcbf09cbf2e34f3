package org.sciml4j.core.convolution;

import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;

/**
 * Inner products of the channels of one array with the shifted channels of another, summed over all
 * images: {@code w[o, c, t] = sum_{n,i} a[n, o, i] b[n, c, step i + start t]}, the adjoint of a
 * convolution by its kernel. Blocks of images or rows are staged ({@link Staging}); a fixed number
 * of lanes sums the blocks of its own into a result of its own, and lanes are added in order, so
 * that bits do not depend on threads.
 */
final class DotSweep implements ThreadTeam.WorkerTask {
  private static final int REDUCED_AT_ONCE = 4096;

  private final LaneKernels kernels;
  private final WeightLayout weights;
  private final Elements elements;
  private final int batch;
  private final int groups;
  private final long bytes;
  private final DotPlan plan;
  private final Staging left;
  private final Staging right;
  private final DotKernel kernel;
  private final int outputs;
  private final int terms;
  private final long[] offsets;
  private final long[] targets;
  private final long resultBytes;
  private final long leftBytes;
  private final long rightBytes;
  private final long workBytes;
  private final TapKernel sum;
  private final long[] laneOffsets;
  private final long[] noOffsets;
  private final ThreadTeam.Task reduces = this::reduce;
  private long a;
  private long b;
  private long result;
  private long partial;
  private long scratch;

  /**
   * Plans a sweep.
   *
   * @param rows the axes of a, read as they are
   * @param shifts the axes of b
   * @param points extents of the kernel
   * @param weights where the result lies: its rows are channels of a, its channels those of b
   */
  DotSweep(
      LaneKernels kernels,
      DType dtype,
      int batch,
      int groups,
      AxisTaps[] rows,
      AxisTaps[] shifts,
      int[] points,
      WeightLayout weights) {
    this.kernels = kernels;
    this.weights = weights;
    elements = new Elements(dtype);
    this.batch = batch;
    this.groups = groups;
    bytes = dtype.bytes();
    outputs = rows[0].outputs();
    plan = DotPlan.of(dtype, batch, groups, rows, shifts, weights, points, kernels.lanes());
    left = new Staging(kernels, dtype, rows, plan.left(), plan.images(), plan.rows());
    right = new Staging(kernels, dtype, shifts, plan.right(), plan.images(), plan.rows());
    kernel = kernels.dots(weights.rows());
    terms = shifts[0].terms() * shifts[1].terms() * shifts[2].terms();
    offsets = new long[plan.channels() * terms];
    targets = new long[offsets.length];
    int at = 0;
    for (int c = 0; c < plan.channels(); c++) {
      for (int t0 = 0; t0 < shifts[0].terms(); t0++) {
        for (int t1 = 0; t1 < shifts[1].terms(); t1++) {
          for (int t2 = 0; t2 < shifts[2].terms(); t2++) {
            int point =
                (shifts[0].points()[t0] * points[1] + shifts[1].points()[t1]) * points[2]
                    + shifts[2].points()[t2];
            offsets[at] = c * right.channelPitch() + right.offset(t0, t1, t2);
            targets[at++] = c * weights.channelPitch() + bytes * point;
          }
        }
      }
    }
    resultBytes = groups * weights.groupPitch();
    leftBytes = plan.inPlace() ? 0 : aligned(left.bytes(plan.leftChannels(), kernels.lanes()));
    rightBytes = aligned(right.bytes(plan.channels(), kernels.lanes()));
    workBytes = aligned(bytes * kernels.lanes() * kernel.rows() * kernel.shifts());
    sum = kernels.taps(1, false);
    laneOffsets = new long[plan.lanes()];
    noOffsets = new long[plan.lanes()];
    for (int lane = 0; lane < plan.lanes(); lane++) {
      laneOffsets[lane] = lane * aligned(resultBytes);
    }
  }

  private static long aligned(long size) {
    return Math.ceilDiv(size, 64) * 64 + 64;
  }

  private long partialBytes() {
    return plan.lanes() == 1 ? 0 : plan.lanes() * aligned(resultBytes) + 64;
  }

  long scratchBytes(int threads) {
    return partialBytes() + threads * (leftBytes + rightBytes + workBytes);
  }

  void run(ThreadTeam team, long rows, long shifted, long to, long work) {
    a = rows;
    b = shifted;
    result = to;
    partial = plan.lanes() == 1 ? to : work;
    scratch = work + partialBytes();
    team.run(groups * plan.leftChunks() * plan.lanes(), this);
    if (plan.lanes() > 1) {
      elements.set(one(), 0, 1);
      team.run(Math.toIntExact(Math.ceilDiv(resultBytes / bytes, REDUCED_AT_ONCE)), reduces);
    }
  }

  private long one() {
    return partial + plan.lanes() * aligned(resultBytes);
  }

  @Override
  public void run(int part, int worker) {
    int lane = part % plan.lanes();
    int chunk = part / plan.lanes() % plan.leftChunks();
    int group = part / plan.lanes() / plan.leftChunks();
    int firstRow = chunk * plan.leftChannels();
    int rows = Math.min(plan.leftChannels(), weights.rows() - firstRow);
    long to = partial + laneOffsets[lane] + group * weights.groupPitch();
    to += firstRow * weights.rowPitch();
    if (rows <= 0) {
      return;
    }
    clear(to, rows);
    int last = (int) ((lane + 1L) * plan.blocks() / plan.lanes());
    for (int block = (int) ((long) lane * plan.blocks() / plan.lanes()); block < last; block++) {
      add(
          block,
          group,
          firstRow,
          rows,
          to,
          scratch + worker * (leftBytes + rightBytes + workBytes));
    }
  }

  private void clear(long to, int rows) {
    boolean rowsOutside = weights.rowPitch() > weights.channelPitch();
    long size = rowsOutside ? weights.channels() * weights.channelPitch() : weights.rowPitch();
    int count = rowsOutside ? 1 : weights.channels();
    kernels.copies().zero(to, weights.channelPitch(), count, rows * size);
  }

  private void add(int block, int group, int firstRow, int rows, long to, long work) {
    int firstImage = block / plan.rowBlocks() * plan.images();
    int images = Math.min(plan.images(), batch - firstImage);
    int firstLine = block % plan.rowBlocks() * plan.rows();
    int lines = Math.min(plan.rows(), outputs - firstLine);
    long leftImage = (long) groups * weights.rows() * left.sourceChannel();
    long rightImage = (long) groups * weights.channels() * right.sourceChannel();
    long rowsFrom =
        a
            + firstImage * leftImage
            + ((long) group * weights.rows() + firstRow) * left.sourceChannel();
    long shiftsFrom =
        b + firstImage * rightImage + (long) group * weights.channels() * right.sourceChannel();
    long pitch = left.channelPitch();
    long x = work + workBytes + rightBytes;
    if (plan.inPlace()) {
      x = rowsFrom + firstLine * bytes * left.imageColumns();
      pitch = left.sourceChannel();
    } else {
      left.stage(rowsFrom, leftImage, images, firstLine, lines, rows, x);
    }
    long staged = work + workBytes;
    int vectors = Math.ceilDiv(left.columns(lines), kernels.lanes());
    for (int c = 0; c < weights.channels(); c += plan.channels()) {
      int channels = Math.min(plan.channels(), weights.channels() - c);
      right.stage(
          shiftsFrom + c * right.sourceChannel(),
          rightImage,
          images,
          firstLine,
          lines,
          channels,
          staged);
      multiply(
          vectors, x, pitch, rows, staged, channels * terms, to + c * weights.channelPitch(), work);
    }
  }

  private void multiply(
      int vectors, long x, long pitch, int rows, long y, int count, long to, long work) {
    for (int o = 0; o < rows; o += kernel.rows()) {
      int some = Math.min(kernel.rows(), rows - o);
      for (int t = 0; t < count; t += kernel.shifts()) {
        kernel.run(
            vectors,
            x + o * pitch,
            pitch,
            some,
            y,
            offsets,
            targets,
            t,
            Math.min(kernel.shifts(), count - t),
            to + o * weights.rowPitch(),
            weights.rowPitch(),
            work);
      }
    }
  }

  /** Adds the lanes of some elements: a sum of shifted arrays with weights one. */
  private void reduce(int part) {
    long count = resultBytes / bytes;
    long end = Math.min(count, (part + 1L) * REDUCED_AT_ONCE);
    long at = (long) part * REDUCED_AT_ONCE;
    if (count < sum.columns()) {
      reduceOneByOne(at, end);
      return;
    }
    while (at < end) {
      long from = Math.min(at, count - sum.columns());
      sum.run(
          plan.lanes(),
          laneOffsets,
          noOffsets,
          partial + bytes * from,
          one(),
          0,
          1,
          result + bytes * from,
          0,
          false);
      at = from + sum.columns();
    }
  }

  private void reduceOneByOne(long from, long to) {
    for (long at = from; at < to; at++) {
      double total = 0;
      for (long offset : laneOffsets) {
        total += elements.get(partial + offset, at);
      }
      elements.set(result, at, total);
    }
  }
}
