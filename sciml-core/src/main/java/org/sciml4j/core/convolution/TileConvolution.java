package org.sciml4j.core.convolution;

import java.util.List;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.tensor.DType;

/**
 * A convolution computed line by line, for those who use a line while it is in the first-level
 * cache: the tile of the input that some lines need is staged with what stands beyond its edges,
 * then any line of the result is a sum over {@link TapKernel}s. Sums run over the last axis of the
 * kernel first, then over channels and the other axes: the order of a {@link
 * org.sciml4j.core.stencil.CompiledStencil}. Nothing is allocated; one plan serves many threads.
 */
public final class TileConvolution {
  private static final int AXES = ConvolutionLayout.AXES;

  private final ConvolutionLayout layout;
  private final Elements elements;
  private final RowCopies copies;
  private final TapKernel wide;
  private final TapKernel narrow;
  private final int[] reach = new int[AXES];
  private final int low;
  private final long bytes;
  private final long linePitch;
  private final int lines;
  private final long channelPitch;
  private final long[] offsets;
  private final long[] weightOffsets;

  private TileConvolution(KernelProvider provider, ConvolutionLayout layout, int[] tile) {
    this.layout = layout;
    LaneKernels kernels = LaneKernels.of(provider, layout.dtype());
    elements = new Elements(layout.dtype());
    copies = kernels.copies();
    wide = kernels.taps(layout.outputs(), true);
    narrow = kernels.taps(layout.outputs(), false);
    bytes = layout.dtype().bytes();
    for (int axis = 0; axis < AXES; axis++) {
      reach[axis] = layout.dilation()[axis] * (layout.kernel()[axis] - 1);
    }
    low = layout.axes()[2].low();
    // An odd number of cache lines, so that lines lie in different sets of the cache.
    linePitch = (Math.ceilDiv((tile[2] + reach[2]) * bytes, 128) * 2 + 1) * 64;
    lines = tile[1] + reach[1];
    channelPitch = (tile[0] + reach[0]) * lines * linePitch;
    offsets = new long[layout.channels() * layout.kernelPoints()];
    weightOffsets = new long[offsets.length];
    fillTables();
  }

  /**
   * Plans a convolution; null where the kernel does not travel point by point over all channels.
   *
   * @param input type of the input without padding, {@code [n, c, spatial...]}
   * @param kernel type of the kernel, {@code [o, c, spatial...]}
   * @param padding boundary conditions, one for each spatial axis, or empty
   * @param tile most points of a tile along three axes, of which the first ones are extra axes
   */
  public static TileConvolution of(
      KernelProvider provider,
      ConvolutionGeometry geometry,
      TensorType input,
      TensorType kernel,
      List<Padding> padding,
      int... tile) {
    ConvolutionLayout layout = ConvolutionLayout.of(geometry, input, kernel, padding);
    for (int axis = 0; axis < AXES; axis++) {
      if (layout.stride()[axis] != 1) {
        return null;
      }
    }
    return layout.groups() == 1 && layout.inputPoints() > 0
        ? new TileConvolution(provider, layout, tile)
        : null;
  }

  /** Points of the result along three axes: rows of a plane are the first, its columns the last. */
  public static int[] grid(
      ConvolutionGeometry geometry, TensorType input, TensorType kernel, List<Padding> padding) {
    return ConvolutionLayout.of(geometry, input, kernel, padding).output();
  }

  private void fillTables() {
    int[] kernel = layout.kernel();
    int at = 0;
    for (int k2 = 0; k2 < kernel[2]; k2++) {
      for (int c = 0; c < layout.channels(); c++) {
        for (int k0 = 0; k0 < kernel[0]; k0++) {
          for (int k1 = 0; k1 < kernel[1]; k1++) {
            int[] step = layout.dilation();
            offsets[at] =
                c * channelPitch
                    + ((long) k0 * step[0] * lines + k1 * step[1]) * linePitch
                    + k2 * step[2] * bytes;
            weightOffsets[at++] =
                (((c * (long) kernel[0] + k0) * kernel[1] + k1) * kernel[2] + k2) * bytes;
          }
        }
      }
    }
  }

  /** Element type. */
  public DType dtype() {
    return layout.dtype();
  }

  /** Channels of the result. */
  public int outputs() {
    return layout.outputs();
  }

  /** Fused products and sums at one point of all outputs. */
  public long products() {
    return (long) layout.outputs() * offsets.length;
  }

  /** Working memory of a staged tile in bytes. */
  public long stagedBytes() {
    return layout.channels() * channelPitch + linePitch + slack();
  }

  /** Bytes behind the last point of a line of the result that may be written too. */
  public long slack() {
    return wide.columns() * bytes;
  }

  /**
   * Stages what a tile needs.
   *
   * @param source address of the input
   * @param image number of the image
   * @param first0 first point of the tile along the first axis
   * @param first1 first point along the second
   * @param first2 first column
   * @param points0 points along the first axis
   * @param points1 points along the second
   * @param columns number of columns
   * @param to address of {@link #stagedBytes}
   */
  public void stage(
      long source,
      int image,
      int first0,
      int first1,
      int first2,
      int points0,
      int points1,
      int columns,
      long to) {
    int[] extents = layout.input();
    for (int c = 0; c < layout.channels(); c++) {
      long channel = source + ((long) image * layout.channels() + c) * layout.inputPoints() * bytes;
      for (int i = 0; i < points0 + reach[0]; i++) {
        int plane = layout.axes()[0].source(first0 + i);
        for (int j = 0; j < points1 + reach[1]; j++) {
          int row = layout.axes()[1].source(first1 + j);
          long line = to + c * channelPitch + ((long) i * lines + j) * linePitch;
          if (plane < 0 || row < 0) {
            copies.zero(line, 0, 1, (columns + reach[2]) * bytes);
          } else {
            long from = channel + ((long) plane * extents[1] + row) * extents[2] * bytes;
            stageLine(from, first2, columns + reach[2], line);
          }
        }
      }
    }
  }

  /** Padded columns from the given one on. */
  private void stageLine(long from, int first, int count, long to) {
    int end = first + count;
    int inner = Math.clamp(low, first, end);
    int outer = Math.clamp((long) low + layout.input()[2], inner, end);
    for (int x = first; x < inner; x++) {
      stagePoint(from, x, to, x - first);
    }
    if (outer > inner) {
      copies.copy(
          from + (inner - low) * bytes,
          0,
          to + (inner - first) * bytes,
          0,
          1,
          (outer - inner) * bytes);
    }
    for (int x = outer; x < end; x++) {
      stagePoint(from, x, to, x - first);
    }
  }

  private void stagePoint(long from, int padded, long to, int at) {
    int source = layout.axes()[2].source(padded);
    elements.set(to, at, source < 0 ? 0 : elements.get(from, source));
  }

  /**
   * Computes a line of every output.
   *
   * @param staged address of the staged tile
   * @param i point of the tile along the first axis
   * @param j point along the second
   * @param columns of the tile
   * @param weights address of the kernel
   * @param to address of the first output's line
   * @param pitch bytes between the lines of outputs, with {@link #slack}
   */
  public void line(long staged, int i, int j, int columns, long weights, long to, long pitch) {
    long x = staged + ((long) i * lines + j) * linePitch;
    int many = columns / wide.columns();
    int left = columns - many * wide.columns();
    if (left > wide.columns() / 2) {
      many++;
      left = 0;
    }
    if (many > 0) {
      sum(wide, many, x, weights, to, pitch);
    }
    if (left > 0) {
      long done = (long) many * wide.columns() * bytes;
      int few = Math.ceilDiv(left, narrow.columns());
      sum(narrow, few, x + done, weights, to + done, pitch);
    }
  }

  private void sum(TapKernel kernel, int tiles, long x, long weights, long to, long pitch) {
    long rowPitch = offsets.length * bytes;
    for (int o = 0; o < layout.outputs(); o += kernel.rows()) {
      kernel.run(
          offsets.length,
          offsets,
          weightOffsets,
          x,
          weights + o * rowPitch,
          rowPitch,
          Math.min(kernel.rows(), layout.outputs() - o),
          to + o * pitch,
          pitch,
          false,
          tiles);
    }
  }
}
