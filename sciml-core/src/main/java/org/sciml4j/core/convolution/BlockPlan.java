package org.sciml4j.core.convolution;

import org.sciml4j.core.tensor.DType;

/**
 * How a sweep is cut into blocks.
 *
 * @param elements element type
 * @param images images of a block
 * @param rows outputs of axis 0 of a block
 * @param rowBlocks blocks over axis 0
 * @param blocks blocks in all
 * @param channels channels staged at a time
 * @param variants copies of each axis
 * @param inPlace whether the source needs no staging
 * @param direct whether tiles are written to the result rather than to a buffer
 */
record BlockPlan(
    Elements elements,
    int images,
    int rows,
    int rowBlocks,
    int blocks,
    int channels,
    AxisVariants[] variants,
    boolean inPlace,
    boolean direct) {
  /** What a pass over some channels may bring into the second-level cache. */
  private static final long STAGED_BYTES = 256 * 1024;

  /** What a tile may read, so that it stays in the first-level cache for all its outputs. */
  private static final long PANEL_BYTES = 36 * 1024;

  private static final long BUFFER_BYTES = 256 * 1024;
  private static final int LEAST_BLOCKS = 16;
  private static final int LEAST_DIRECT_COLUMNS = 192;

  /** Columns from which an image is a block of its own: its rows are staged many at a time. */
  private static final int ALONE_COLUMNS = 512;

  static BlockPlan of(
      DType dtype,
      int batch,
      int groups,
      AxisTaps[] axes,
      int outputs,
      int inputs,
      LaneKernels kernels,
      int[] resultExtents) {
    AxisVariants[] variants = variants(axes, outputs);
    int height = axes[1].outputs() + variants[1].reach();
    int width = axes[2].outputs() + variants[2].reach();
    int rows = axes[0].outputs();
    if (rows == 0 || height == 0 || width == 0) {
      return new BlockPlan(new Elements(dtype), 1, 0, 0, 0, 0, variants, false, false);
    }
    long rowColumns = (long) height * width;
    long imageColumns = rowColumns * rows;
    long lines = (long) axes[0].terms() * axes[1].terms() * variants[2].copies();
    long panel = Math.max(1L, lines * dtype.bytes() * kernels.taps(outputs, true).columns());
    boolean direct =
        writesNeighbours(axes, resultExtents)
            && width == resultExtents[2]
            && height == resultExtents[1]
            && inputs * panel <= PANEL_BYTES
            && imageColumns >= LEAST_DIRECT_COLUMNS;
    long target = Math.clamp(BUFFER_BYTES / dtype.bytes() / Math.max(1, outputs), 384, 4096);
    target = Math.clamp(imageColumns * batch * groups / LEAST_BLOCKS, 96, target);
    int images = 1;
    if (imageColumns >= target) {
      rows = Math.ceilDiv(rows, (int) Math.clamp(imageColumns / target, 1, rows));
    } else if (!direct && batch > 1 && imageColumns < ALONE_COLUMNS) {
      images = Math.ceilDiv(batch, (int) Math.ceilDiv(batch, target / imageColumns));
    }
    int rowBlocks = Math.ceilDiv(axes[0].outputs(), rows);
    int lastRows = axes[0].outputs() - (rowBlocks - 1) * rows;
    long leastColumns = (long) lastRows * rowColumns - width * variants[1].reach();
    boolean vectors = leastColumns - variants[2].reach() >= kernels.lanes();
    boolean inPlace = isBare(axes, variants) && images == 1 && vectors;
    direct &= vectors;
    long channelBytes =
        dtype.bytes() * (rows + variants[0].reach()) * rowColumns * images * copies(variants);
    long most = Math.min(STAGED_BYTES / Math.max(1, channelBytes), PANEL_BYTES / panel);
    boolean once = inPlace || direct;
    int channels = once ? inputs : (int) Math.clamp(most, 1, Math.max(1, inputs));
    channels = Math.ceilDiv(inputs, Math.max(1, Math.ceilDiv(inputs, Math.max(1, channels))));
    return new BlockPlan(
        new Elements(dtype),
        images,
        rows,
        rowBlocks,
        Math.ceilDiv(batch, images) * rowBlocks,
        channels,
        variants,
        inPlace,
        direct);
  }

  private static long copies(AxisVariants[] variants) {
    return (long) variants[0].copies() * variants[1].copies() * variants[2].copies();
  }

  private static boolean writesNeighbours(AxisTaps[] axes, int[] resultExtents) {
    return axes[0].isContiguous()
        && axes[1].isContiguous()
        && axes[2].isContiguous()
        && axes[1].outputs() == resultExtents[1]
        && axes[2].outputs() == resultExtents[2];
  }

  /** Whether images as they are have the layout of staged ones. */
  private static boolean isBare(AxisTaps[] axes, AxisVariants[] variants) {
    return axes[0].isBare()
        && axes[1].isBare()
        && axes[2].isBare()
        && copies(variants) == 1
        && axes[1].outputs() + variants[1].reach() == axes[1].source().extent()
        && axes[2].outputs() + variants[2].reach() == axes[2].source().extent();
  }

  private static AxisVariants[] variants(AxisTaps[] axes, int outputs) {
    AxisVariants[] shared = {
      AxisVariants.shared(axes[0]), AxisVariants.shared(axes[1]), AxisVariants.shared(axes[2])
    };
    AxisVariants[] exact = {shared[0], shared[1], AxisVariants.exact(axes[2])};
    return prefersExact(axes, shared, exact, outputs) ? exact : shared;
  }

  /**
   * Whether a copy for each kernel column costs less than the columns computed in vain where the
   * terms share one copy. The unit is one fused operation on a vector; moving a vector costs about
   * eight of them.
   */
  private static boolean prefersExact(
      AxisTaps[] axes, AxisVariants[] shared, AxisVariants[] exact, int outputs) {
    double wasted = shared[2].reach();
    double terms = (double) axes[0].terms() * axes[1].terms() * axes[2].terms();
    double sums = wasted * outputs * terms;
    double moved = axes[2].outputs() * (double) (exact[2].copies() - shared[2].copies()) * 8;
    return sums > moved;
  }
}
