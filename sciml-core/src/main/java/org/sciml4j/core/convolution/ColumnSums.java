package org.sciml4j.core.convolution;

/**
 * A sweep to one output channel, by kernel columns: the terms of each kernel column are summed on
 * their own, as if columns were output channels, which fills a tile of registers where one channel
 * would wait for its loads; the sums are then added at their distances.
 */
final class ColumnSums {
  /** As measured on one core, f32: 5x5 from 16 channels 0.48 to 0.36 ms, 3x3 from 32 0.6 to 1.2. */
  private static final int LEAST_COLUMNS = 5;

  private static final int LEAST_TERMS = 12;

  private final TapKernel kernel;
  private final Elements elements;
  private final long[] offsets;
  private final long[] same;

  private ColumnSums(LaneKernels kernels, Elements elements, long[] offsets) {
    this.elements = elements;
    this.offsets = offsets;
    kernel = kernels.taps(1, true);
    same = new long[offsets.length];
  }

  /**
   * The sums of a sweep.
   *
   * @param pitch bytes between the sums of different columns
   * @return null where a sweep does not profit
   */
  static ColumnSums of(
      LaneKernels kernels, BlockPlan plan, AxisTaps[] axes, WeightLayout weights, long pitch) {
    int columns = axes[2].terms();
    long terms = (long) weights.channels() * axes[0].terms() * axes[1].terms();
    AxisVariants variants = plan.variants()[2];
    boolean profits =
        weights.rows() == 1
            && !plan.direct()
            && columns >= LEAST_COLUMNS
            && terms >= LEAST_TERMS
            && variants.copies() == 1
            && variants.shiftOf()[0] == 0
            && axes[2].order() != 0;
    if (!profits) {
      return null;
    }
    long[] offsets = new long[columns];
    for (int t = 0; t < columns; t++) {
      offsets[t] = t * pitch + plan.elements().dtype().bytes() * (long) variants.shiftOf()[t];
    }
    return new ColumnSums(kernels, plan.elements(), offsets);
  }

  /** Adds the sums of kernel columns over at least so many columns of the result. */
  void add(long sums, int columns, long one, long out) {
    elements.set(one, 0, 1);
    int bytes = elements.dtype().bytes();
    for (long at = 0; at < columns; at += kernel.columns()) {
      long to = out + bytes * at;
      kernel.run(offsets.length, offsets, same, sums + bytes * at, one, 0, 1, to, 0, false);
    }
  }
}
