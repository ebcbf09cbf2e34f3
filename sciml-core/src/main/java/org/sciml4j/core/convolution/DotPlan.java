package org.sciml4j.core.convolution;

import org.sciml4j.core.tensor.DType;

/**
 * How the sums of a {@link DotSweep} are cut into blocks and lanes.
 *
 * @param images images of a block
 * @param rows outputs of axis 0 of a block
 * @param rowBlocks blocks over axis 0
 * @param blocks blocks in all
 * @param lanes independent sums over blocks
 * @param leftChannels channels of the unshifted array at a time
 * @param leftChunks chunks of these
 * @param channels channels of the shifted array at a time
 * @param left copies of each axis of the unshifted array
 * @param right copies of each axis of the shifted array
 * @param inPlace whether the unshifted array needs no staging
 */
record DotPlan(
    int images,
    int rows,
    int rowBlocks,
    int blocks,
    int lanes,
    int leftChannels,
    int leftChunks,
    int channels,
    AxisVariants[] left,
    AxisVariants[] right,
    boolean inPlace) {
  private static final long STAGED_BYTES = 256 * 1024;
  private static final long PARTIAL_BYTES = 4 * 1024 * 1024;
  private static final int MOST_LANES = 16;
  private static final int LEAST_PARTS = 8;

  /** Columns of a block below which adding up lanes costs more than it is worth. */
  private static final int LEAST_COLUMNS = 512;

  static DotPlan of(
      DType dtype,
      int batch,
      int groups,
      AxisTaps[] a,
      AxisTaps[] b,
      WeightLayout weights,
      int[] points,
      int lanes) {
    AxisVariants[] shared = {
      AxisVariants.shared(b[0]), AxisVariants.shared(b[1]), AxisVariants.shared(b[2])
    };
    AxisVariants exact = AxisVariants.exact(b[2]);
    int terms = points[0] * points[1] * points[2];
    double wasted = (double) shared[2].reach() * weights.rows() * terms;
    double moved = 8.0 * b[2].outputs() * (exact.copies() - shared[2].copies());
    double saved = 8.0 * b[2].outputs() * weights.rows() / Math.max(1, weights.channels());
    AxisVariants[] right = {shared[0], shared[1], wasted + saved > moved ? exact : shared[2]};
    AxisVariants[] left = {
      AxisVariants.shared(a[0]),
      AxisVariants.shared(a[1]).reaching(right[1].reach()),
      AxisVariants.shared(a[2]).reaching(right[2].reach())
    };
    int height = a[1].outputs() + right[1].reach();
    int width = a[2].outputs() + right[2].reach();
    long rowColumns = (long) height * width;
    long imageColumns = Math.max(1, rowColumns * a[0].outputs());
    long target = Math.clamp(STAGED_BYTES / dtype.bytes() / Math.max(1, weights.rows()), 512, 4096);
    // Gathering every s-th element is dear: rather more lanes than to do it again for more parts.
    int least = b[2].step() > 1 ? LEAST_COLUMNS / 2 : LEAST_COLUMNS;
    target = Math.clamp(imageColumns * batch / MOST_LANES, least, target);
    int images = 1;
    int rows = a[0].outputs();
    if (imageColumns >= target) {
      rows = Math.ceilDiv(rows, (int) Math.max(1, Math.min(rows, imageColumns / target)));
    } else if (imageColumns < LEAST_COLUMNS) {
      images = (int) Math.clamp(target / imageColumns, 1, Math.max(1, batch));
      images = Math.ceilDiv(Math.max(1, batch), Math.ceilDiv(Math.max(1, batch), images));
    }
    int rowBlocks = Math.ceilDiv(a[0].outputs(), rows);
    int blocks = Math.ceilDiv(batch, images) * rowBlocks;
    long resultBytes = Math.max(1, groups * weights.groupPitch());
    int sums = (int) Math.clamp(PARTIAL_BYTES / resultBytes, 1, Math.clamp(blocks, 1, MOST_LANES));
    boolean inPlace =
        images == 1
            && a[0].isBare()
            && a[1].isBare()
            && a[2].isBare()
            && right[1].reach() == 0
            && right[2].reach() == 0
            && rows * rowColumns % lanes == 0
            && (a[0].outputs() % rows) * rowColumns % lanes == 0;
    long leftBytes = dtype.bytes() * rows * rowColumns * images;
    int leftChannels =
        inPlace
            ? Math.max(1, weights.rows())
            : (int) Math.clamp(2 * STAGED_BYTES / leftBytes, 4, Math.max(4, weights.rows()));
    int wantedChunks = Math.ceilDiv(LEAST_PARTS, sums * groups);
    leftChannels =
        Math.min(
            leftChannels,
            Math.max(4, Math.ceilDiv(Math.ceilDiv(weights.rows(), wantedChunks), 4) * 4));
    long rightBytes =
        dtype.bytes()
            * (rows + right[0].reach())
            * rowColumns
            * images
            * right[0].copies()
            * right[1].copies()
            * right[2].copies();
    int channels = (int) Math.clamp(STAGED_BYTES / rightBytes, 1, Math.max(1, weights.channels()));
    return new DotPlan(
        images,
        rows,
        rowBlocks,
        blocks,
        sums,
        leftChannels,
        Math.ceilDiv(weights.rows(), leftChannels),
        channels,
        left,
        right,
        inPlace);
  }
}
