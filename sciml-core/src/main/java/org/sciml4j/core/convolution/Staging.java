package org.sciml4j.core.convolution;

import java.util.Arrays;
import org.sciml4j.core.tensor.DType;

/**
 * Brings channels of some images into an order in which every term of a convolution reads
 * contiguous memory: for each channel and each combination of copies of the axes an array {@code
 * [axis 0, image, axis 1, axis 2]}, with all padding in place. Outputs in the order {@code [axis 0,
 * image, axis 1, axis 2]} then meet each term at one constant distance; where images are small,
 * many of them make one long row. Elements beside the outputs along axes 1 and 2 are there only for
 * terms that share a copy; {@link AxisVariants#exact} has none.
 */
final class Staging {
  private final LaneKernels kernels;
  private final RowCopies copies;
  private final DType dtype;
  private final AxisTaps[] axes;
  private final AxisVariants[] variants;
  private final int images;
  private final int width;
  private final int height;
  private final long bytes;
  private final long imagePitch;
  private final long rowPitch;
  private final long copyPitch;
  private final long channelPitch;
  private final long sourceChannel;
  private final Line[] lines;

  /**
   * Plans staging.
   *
   * @param variants copies of each axis
   * @param images most images at a time
   * @param rows most outputs of axis 0 at a time
   */
  Staging(
      LaneKernels kernels,
      DType dtype,
      AxisTaps[] axes,
      AxisVariants[] variants,
      int images,
      int rows) {
    this.kernels = kernels;
    this.axes = axes;
    this.variants = variants;
    this.images = images;
    copies = kernels.copies();
    this.dtype = dtype;
    bytes = dtype.bytes();
    height = axes[1].outputs() + variants[1].reach();
    width = axes[2].outputs() + variants[2].reach();
    imagePitch = bytes * height * width;
    rowPitch = images * imagePitch;
    // A vector of zeros follows, which what is read beyond the last column meets.
    copyPitch = (rows + variants[0].reach()) * rowPitch + bytes * kernels.lanes();
    channelPitch = copyPitch * variants[0].copies() * variants[1].copies() * variants[2].copies();
    sourceChannel = bytes * axes[0].source().extent() * planePoints();
    lines = new Line[variants[2].copies()];
    Arrays.setAll(lines, this::line);
  }

  private long planePoints() {
    return (long) axes[1].source().extent() * axes[2].source().extent();
  }

  private Line line(int copy) {
    int[] sources = new int[width];
    int start = variants[2].starts()[copy];
    Arrays.setAll(sources, x -> axes[2].source().source(start + axes[2].step() * x));
    return new Line(copies, dtype, sources);
  }

  /** Bytes of one channel. */
  long channelPitch() {
    return channelPitch;
  }

  /** Bytes of working memory for so many channels, with what vectors read beyond the end. */
  long bytes(int channels, int columns) {
    return channels * channelPitch + (columns + kernels.lanes()) * bytes;
  }

  /** Columns of so many outputs of axis 0, from the first to the last that is wanted. */
  int columns(int rows) {
    return Math.toIntExact(
        ((long) (rows * images - 1) * height + axes[1].outputs() - 1) * width + axes[2].outputs());
  }

  /** Elements between the images of one output of axis 0. */
  int imageColumns() {
    return height * width;
  }

  /** Elements between neighbouring outputs of axis 1. */
  int width() {
    return width;
  }

  int images() {
    return images;
  }

  /** Where the term of these three indices begins in a channel, in bytes. */
  long offset(int t0, int t1, int t2) {
    int copy =
        (variants[0].copyOf()[t0] * variants[1].copies() + variants[1].copyOf()[t1])
                * variants[2].copies()
            + variants[2].copyOf()[t2];
    return copy * copyPitch
        + variants[0].shiftOf()[t0] * rowPitch
        + bytes * (variants[1].shiftOf()[t1] * (long) width + variants[2].shiftOf()[t2]);
  }

  /**
   * Stages {@code channels} neighbouring channels.
   *
   * @param source address of the first channel of the first image
   * @param sourceImage bytes between images
   * @param count images that exist; those up to the planned number are zero
   * @param firstRow first output of axis 0
   * @param rows outputs of axis 0
   * @param to address of the working memory
   */
  void stage(
      long source, long sourceImage, int count, int firstRow, int rows, int channels, long to) {
    long region = to;
    for (int c = 0; c < channels; c++) {
      for (int start0 : variants[0].starts()) {
        for (int start1 : variants[1].starts()) {
          for (Line line : lines) {
            int all = rows + variants[0].reach();
            int first = start0 + axes[0].step() * firstRow;
            if (images == 1 && height == 1) {
              stageRows(line, source, first, start1, all, region);
            } else {
              for (int row = 0; row < all; row++) {
                int plane = axes[0].source().source(first + axes[0].step() * row);
                long target = region + row * rowPitch;
                stagePlane(line, source, sourceImage, count, plane, start1, target);
              }
            }
            copies.zero(region + all * rowPitch, 0, 1, bytes * kernels.lanes());
            region += copyPitch;
          }
        }
      }
      source += sourceChannel;
    }
  }

  /** The lines of one index of axis 0, of all images. */
  private void stagePlane(
      Line line, long source, long sourceImage, int count, int plane, int start1, long to) {
    for (int y = 0; y < height; y++) {
      int row = axes[1].source().source(start1 + axes[1].step() * y);
      long target = to + bytes * y * width;
      if (plane < 0 || row < 0) {
        copies.zero(target, imagePitch, images, bytes * width);
      } else {
        line.copy(place(source, plane, row), sourceImage, target, imagePitch, count);
        copies.zero(target + count * imagePitch, imagePitch, images - count, bytes * width);
      }
    }
  }

  /** The lines of one image that has no axis 1, as many at a time as are neighbours. */
  private void stageRows(Line line, long source, int first, int start1, int all, long to) {
    int row1 = axes[1].source().source(start1);
    int step = axes[0].step();
    int row = 0;
    while (row < all) {
      int plane = row1 < 0 ? -1 : axes[0].source().source(first + step * row);
      int next = row + 1;
      while (next < all
          && axes[0].source().source(first + step * next)
              == (plane < 0 ? plane : plane + step * (next - row))) {
        next++;
      }
      long target = to + row * rowPitch;
      if (plane < 0) {
        copies.zero(target, rowPitch, next - row, bytes * width);
      } else {
        long pitch = step * bytes * planePoints();
        line.copy(place(source, plane, row1), pitch, target, rowPitch, next - row);
      }
      row = next;
    }
  }

  private long place(long source, int plane, int row) {
    return source + bytes * (plane * planePoints() + (long) row * axes[2].source().extent());
  }

  /** Bytes between channels of the source. */
  long sourceChannel() {
    return sourceChannel;
  }
}
