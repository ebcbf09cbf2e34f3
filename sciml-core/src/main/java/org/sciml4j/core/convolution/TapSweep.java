package org.sciml4j.core.convolution;

import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;

/**
 * Sums of weighted, shifted channels: {@code y[n, o, i] = sum over c and terms t of w[o, c, t] x[n,
 * c, step i + start t]}, what a convolution is and, with the weights seen the other way, its
 * adjoint by the input. Blocks of images or of rows are staged in working memory ({@link Staging})
 * a few channels at a time, and tiles of outputs summed in registers ({@link TapKernel}).
 */
final class TapSweep implements Sweep, ThreadTeam.WorkerTask {
  private final LaneKernels kernels;
  private final AxisTaps[] axes;
  private final WeightLayout weights;
  private final int batch;
  private final int groups;
  private final long bytes;
  private final BlockPlan plan;
  private final Staging staging;
  private final TapKernel wide;
  private final TapKernel narrow;
  private final ColumnSums columnSums;
  private final int rows;
  private final long rowPitch;
  private final int terms;
  private final long[] offsets;
  private final long[] weightOffsets;
  private final long[] resultStride = new long[3];
  private final long resultChannel;
  private final long stagedBytes;
  private final long bufferPitch;
  private final long workerBytes;
  private long source;
  private long weight;
  private long result;
  private long scratch;

  /**
   * The sweep of a convolution's layout along the given axes: a stencil's where it is one.
   *
   * @param resultExtents extents of the result, of which the sweep computes the points that {@code
   *     axes} name
   */
  static Sweep of(
      KernelProvider provider,
      ConvolutionLayout layout,
      AxisTaps[] axes,
      int[] resultExtents,
      WeightLayout weights) {
    if (layout.groups() == 1 && weights.rows() == 1 && weights.channels() == 1) {
      Sweep stencil =
          StencilConvolution.of(provider, layout.dtype(), layout.batch(), axes, layout.kernel());
      if (stencil != null) {
        return stencil;
      }
    }
    return new TapSweep(
        LaneKernels.of(provider, layout.dtype()),
        layout.dtype(),
        layout.batch(),
        layout.groups(),
        axes,
        layout.kernel(),
        resultExtents,
        weights);
  }

  /**
   * Plans a sweep.
   *
   * @param points extents of the kernel
   */
  private TapSweep(
      LaneKernels kernels,
      DType dtype,
      int batch,
      int groups,
      AxisTaps[] axes,
      int[] points,
      int[] resultExtents,
      WeightLayout weights) {
    this.kernels = kernels;
    this.axes = axes;
    this.weights = weights;
    this.batch = batch;
    this.groups = groups;
    bytes = dtype.bytes();
    resultStride[2] = bytes;
    resultStride[1] = bytes * resultExtents[2];
    resultStride[0] = resultStride[1] * resultExtents[1];
    resultChannel = resultStride[0] * resultExtents[0];
    plan =
        BlockPlan.of(
            dtype, batch, groups, axes, weights.rows(), weights.channels(), kernels, resultExtents);
    staging = new Staging(kernels, dtype, axes, plan.variants(), plan.images(), plan.rows());
    int reach = plan.variants()[2].reach();
    int columns = staging.columns(plan.rows()) + reach;
    bufferPitch = aligned(bytes * (columns + kernels.taps(1, true).columns()));
    columnSums = ColumnSums.of(kernels, plan, axes, weights, bufferPitch);
    boolean whole = columnSums == null;
    rows = whole ? weights.rows() : axes[2].terms();
    rowPitch = whole ? weights.rowPitch() : bytes * axes[2].order();
    terms = axes[0].terms() * axes[1].terms() * (whole ? axes[2].terms() : 1);
    wide = kernels.taps(rows, true);
    narrow = kernels.taps(rows, false);
    offsets = new long[plan.channels() * terms];
    weightOffsets = new long[offsets.length];
    fillTables(points);
    int beyond = reach + kernels.taps(1, true).columns();
    stagedBytes = aligned(plan.inPlace() ? 0 : staging.bytes(plan.channels(), beyond));
    long buffer = plan.direct() ? 0 : (rows + (whole ? 0 : 1)) * bufferPitch;
    workerBytes = stagedBytes + buffer + aligned(0);
  }

  private static long aligned(long size) {
    return Math.ceilDiv(size, 64) * 64 + 64;
  }

  private void fillTables(int[] points) {
    long channelPitch = plan.inPlace() ? staging.sourceChannel() : staging.channelPitch();
    int at = 0;
    for (int c = 0; c < plan.channels(); c++) {
      for (int t0 = 0; t0 < axes[0].terms(); t0++) {
        for (int t1 = 0; t1 < axes[1].terms(); t1++) {
          for (int t2 = 0; t2 < (columnSums == null ? axes[2].terms() : 1); t2++) {
            int point =
                (axes[0].points()[t0] * points[1] + axes[1].points()[t1]) * points[2]
                    + axes[2].points()[t2];
            offsets[at] = c * channelPitch + staging.offset(t0, t1, t2);
            weightOffsets[at++] = c * weights.channelPitch() + bytes * point;
          }
        }
      }
    }
  }

  @Override
  public long scratchBytes(int threads) {
    return threads * workerBytes;
  }

  @Override
  public void run(ThreadTeam team, long from, long w, long to, long work) {
    source = from;
    weight = w;
    result = to;
    scratch = work;
    team.run(plan.blocks() * groups, this);
  }

  @Override
  public void run(int part, int worker) {
    int group = part % groups;
    int block = part / groups;
    int firstImage = block / plan.rowBlocks() * plan.images();
    int images = Math.min(plan.images(), batch - firstImage);
    int firstRow = block % plan.rowBlocks() * plan.rows();
    int lines = Math.min(plan.rows(), axes[0].outputs() - firstRow);
    long staged = scratch + worker * workerBytes;
    long buffer = staged + stagedBytes;
    long sourceImage = (long) groups * weights.channels() * staging.sourceChannel();
    long resultImage = (long) groups * weights.rows() * resultChannel;
    long in =
        source
            + firstImage * sourceImage
            + (long) group * weights.channels() * staging.sourceChannel();
    long out = result + firstImage * resultImage + (long) group * weights.rows() * resultChannel;
    long w = weight + group * weights.groupPitch();
    int first = 0;
    do {
      int channels = Math.min(plan.channels(), weights.channels() - first);
      long x = staged;
      if (plan.inPlace()) {
        x = in + firstRow * (long) bytes * staging.imageColumns();
      } else {
        staging.stage(
            in + first * staging.sourceChannel(),
            sourceImage,
            images,
            firstRow,
            lines,
            channels,
            staged);
      }
      long at = plan.direct() ? out + place(firstRow, 0) : buffer;
      long pitch = plan.direct() ? resultChannel : bufferPitch;
      multiply(
          channels * terms,
          x,
          w + first * weights.channelPitch(),
          at,
          pitch,
          staging.columns(lines) + (columnSums == null ? 0 : plan.variants()[2].reach()),
          first > 0);
      first += channels;
    } while (first < weights.channels());
    if (columnSums != null) {
      long sums = buffer;
      buffer += rows * bufferPitch;
      long one = buffer + bufferPitch;
      columnSums.add(sums, staging.columns(lines), one, buffer);
    }
    if (!plan.direct()) {
      unstage(buffer, out, resultImage, images, firstRow, lines);
    }
  }

  /** Where the first output of a row of axis 0 and one of axis 1 stands in a channel. */
  private long place(int row, int line) {
    return (axes[0].outStart() + (long) axes[0].outStep() * row) * resultStride[0]
        + (axes[1].outStart() + (long) axes[1].outStep() * line) * resultStride[1]
        + axes[2].outStart() * resultStride[2];
  }

  private void multiply(
      int count, long x, long w, long out, long pitch, int columns, boolean adds) {
    boolean exact = plan.inPlace() || plan.direct();
    int column = 0;
    while (column < columns) {
      int left = columns - column;
      boolean many = exact ? columns >= wide.columns() : left > wide.columns() / 2;
      TapKernel kernel = many ? wide : narrow;
      // Where nothing may be touched beyond the end, the last tile repeats columns before it.
      int at = exact ? Math.min(column, columns - kernel.columns()) : column;
      for (int o = 0; o < rows; o += kernel.rows()) {
        kernel.run(
            count,
            offsets,
            weightOffsets,
            x + bytes * at,
            w + o * rowPitch,
            rowPitch,
            Math.min(kernel.rows(), rows - o),
            out + o * pitch + bytes * at,
            pitch,
            adds);
      }
      column = at + kernel.columns();
    }
  }

  private void unstage(
      long buffer, long out, long resultImage, int images, int firstRow, int lines) {
    long imagePitch = bytes * staging.imageColumns();
    for (int o = 0; o < weights.rows(); o++) {
      for (int row = 0; row < lines; row++) {
        for (int line = 0; line < axes[1].outputs(); line++) {
          long from =
              buffer
                  + o * bufferPitch
                  + (long) row * staging.images() * imagePitch
                  + bytes * line * staging.width();
          long to = out + o * resultChannel + place(firstRow + row, line);
          if (axes[2].isContiguous()) {
            kernels
                .copies()
                .copy(from, imagePitch, to, resultImage, images, bytes * axes[2].outputs());
          } else {
            scatter(from, imagePitch, to, resultImage, images);
          }
        }
      }
    }
  }

  private void scatter(long from, long fromPitch, long to, long toPitch, int images) {
    Elements elements = plan.elements();
    for (int n = 0; n < images; n++) {
      for (int x = 0; x < axes[2].outputs(); x++) {
        double value = elements.get(from + n * fromPitch, x);
        elements.set(to + n * toPitch, (long) axes[2].outStep() * x, value);
      }
    }
  }
}
