package org.sciml4j.core.convolution;

import java.util.Arrays;
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
  private final int tileLines;
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
    tileLines = tile[0] + reach[0];
    channelPitch = (long) tileLines * lines * linePitch;
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

  /**
   * Whether its input may be overwritten by what is computed from it, row block by row block: a
   * plane with as many points as the result, along whose rows the kernel reaches less than a
   * vector.
   */
  public boolean mayBeOverwritten() {
    return Arrays.equals(layout.input(), layout.output())
        && lines == 1
        && layout.input()[1] == 1
        && layout.input()[0] > 1
        && reach[2] < narrow.columns();
  }

  /** Memory for the rows around a block that is overwritten, in bytes. */
  public long haloBytes() {
    return reach[0] * layout.channels() * rowBytes();
  }

  /** Memory for the first columns of a block that is overwritten, in bytes. */
  public long firstsBytes() {
    return (long) layout.channels() * tileLines * reach[2] * bytes;
  }

  private long rowBytes() {
    return layout.input()[2] * bytes;
  }

  /** The number among the rows around a block of its padded row, -1 for one of the block itself. */
  private int around(int i, int first, int rows) {
    int source = layout.axes()[0].source(first + i);
    if (source < 0 || (source >= first && source < first + rows)) {
      return -1;
    }
    return i < layout.axes()[0].low() ? i : i - rows;
  }

  /**
   * Keeps the rows around a block of rows, before any block is overwritten.
   *
   * @param source address of the input
   * @param image number of the image
   * @param first first row of the block
   * @param rows rows of the block
   * @param halo address of {@link #haloBytes}
   */
  public void keepAround(long source, int image, int first, int rows, long halo) {
    for (int i = 0; i < rows + reach[0]; i++) {
      int kept = around(i, first, rows);
      for (int c = 0; c < layout.channels() && kept >= 0; c++) {
        long channel =
            source + ((long) image * layout.channels() + c) * layout.inputPoints() * bytes;
        long from = channel + layout.axes()[0].source(first + i) * rowBytes();
        long to = halo + ((long) kept * layout.channels() + c) * rowBytes();
        copies.copy(from, 0, to, 0, 1, rowBytes());
      }
    }
  }

  /**
   * Stages a tile of a block whose tiles before this one have been overwritten.
   *
   * @param source address of the input
   * @param image number of the image
   * @param first first row of the block
   * @param first2 first column of the tile
   * @param rows rows of the block
   * @param columns of the tile
   * @param before columns of the tile before
   * @param halo address of what {@link #keepAround} kept
   * @param to address of {@link #stagedBytes}, as staging the tile before left it
   * @param firsts address of {@link #firstsBytes}, likewise
   */
  public void stageOver(
      long source,
      int image,
      int first,
      int first2,
      int rows,
      int columns,
      int before,
      long halo,
      long to,
      long firsts) {
    for (int c = 0; c < layout.channels(); c++) {
      long channel = source + ((long) image * layout.channels() + c) * layout.inputPoints() * bytes;
      for (int i = 0; i < rows + reach[0]; i++) {
        long line = to + c * channelPitch + i * linePitch;
        long kept = firsts + ((long) c * tileLines + i) * reach[2] * bytes;
        int row = layout.axes()[0].source(first + i);
        int away = around(i, first, rows);
        long from =
            away < 0
                ? channel + row * rowBytes()
                : halo + ((long) away * layout.channels() + c) * rowBytes();
        if (row < 0) {
          copies.zero(line, 0, 1, (columns + reach[2]) * bytes);
        } else if (first2 == 0) {
          stageLine(from, 0, columns + reach[2], line);
          copies.copy(from, 0, kept, 0, 1, reach[2] * bytes);
        } else {
          for (int x = 0; x < reach[2]; x++) {
            elements.set(line, x, elements.get(line, before + x));
          }
          stageLater(from, first2, columns, line, kept);
        }
      }
    }
  }

  /** The columns of a tile behind those it shares with the one before, which is overwritten. */
  private void stageLater(long from, int first, int columns, long to, long kept) {
    int begin = first + reach[2];
    int end = begin + columns;
    int outer = Math.clamp((long) low + layout.input()[2], begin, end);
    copies.copy(
        from + (begin - low) * bytes, 0, to + reach[2] * bytes, 0, 1, (outer - begin) * bytes);
    for (int x = outer; x < end; x++) {
      int source = layout.axes()[2].source(x);
      double value =
          source < 0 ? 0 : source < first ? elements.get(kept, source) : elements.get(from, source);
      elements.set(to, x - first, value);
    }
  }

  /** Copies so many numbers. */
  public void copy(long from, long to, int count) {
    copies.copy(from, 0, to, 0, 1, count * bytes);
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
