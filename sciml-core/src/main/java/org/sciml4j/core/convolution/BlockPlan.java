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
  /** What one channel-after-channel pass may bring into the second-level cache. */
  private static final long STAGED_BYTES = 256 * 1024;

  private static final long BUFFER_BYTES = 256 * 1024;
  private static final int LEAST_BLOCKS = 16;

  static BlockPlan of(
      DType dtype,
      int batch,
      int groups,
      AxisTaps[] axes,
      int outputs,
      int inputs,
      LaneKernels kernels,
      int[] resultExtents) {
    AxisVariants[] shared = {
      AxisVariants.shared(axes[0]), AxisVariants.shared(axes[1]), AxisVariants.shared(axes[2])
    };
    AxisVariants[] exact = {shared[0], shared[1], AxisVariants.exact(axes[2])};
    boolean bare =
        axes[0].isBare()
            && axes[1].isBare()
            && axes[2].isBare()
            && axes[1].outputs() + shared[1].reach() == axes[1].source().extent()
            && axes[2].outputs() + shared[2].reach() == axes[2].source().extent();
    AxisVariants[] variants = prefersExact(axes, shared, exact, outputs) ? exact : shared;
    int height = axes[1].outputs() + variants[1].reach();
    int width = axes[2].outputs() + variants[2].reach();
    long rowColumns = (long) height * width;
    long imageColumns = Math.max(1, rowColumns * axes[0].outputs());
    long target = Math.clamp(BUFFER_BYTES / dtype.bytes() / Math.max(1, outputs), 384, 4096);
    target = Math.clamp(imageColumns * batch * groups / LEAST_BLOCKS, 96, target);
    int images = 1;
    int rows = axes[0].outputs();
    if (imageColumns >= target) {
      int pieces = (int) Math.max(1, Math.min(rows, imageColumns / target));
      rows = Math.ceilDiv(rows, pieces);
    } else {
      images = (int) Math.clamp(target / imageColumns, 1, Math.max(1, batch));
      images = Math.ceilDiv(Math.max(1, batch), Math.ceilDiv(Math.max(1, batch), images));
    }
    boolean inPlace = bare && variants == shared && images == 1;
    long channelBytes =
        dtype.bytes()
            * (rows + variants[0].reach())
            * rowColumns
            * images
            * variants[0].copies()
            * variants[1].copies()
            * variants[2].copies();
    int channels =
        inPlace
            ? inputs
            : (int) Math.clamp(STAGED_BYTES / Math.max(1, channelBytes), 1, Math.max(1, inputs));
    channels = Math.ceilDiv(inputs, Math.max(1, Math.ceilDiv(inputs, channels)));
    boolean direct =
        images == 1
            && channels >= inputs
            && width == resultExtents[2]
            && height == resultExtents[1]
            && axes[0].isContiguous()
            && axes[1].isContiguous()
            && axes[2].isContiguous()
            && width == axes[2].outputs()
            && height == axes[1].outputs();
    int least =
        Math.min(
            rows,
            axes[0].outputs() - (Math.ceilDiv(axes[0].outputs(), Math.max(1, rows)) - 1) * rows);
    long leastColumns = ((long) least * height - shared[1].reach()) * width - variants[2].reach();
    if ((inPlace || direct) && leastColumns < kernels.lanes()) {
      inPlace = false;
      direct = false;
    }
    int rowBlocks = rows == 0 ? 0 : Math.ceilDiv(axes[0].outputs(), rows);
    int blocks = Math.ceilDiv(batch, images) * rowBlocks;
    return new BlockPlan(
        new Elements(dtype), images, rows, rowBlocks, blocks, channels, variants, inPlace, direct);
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
