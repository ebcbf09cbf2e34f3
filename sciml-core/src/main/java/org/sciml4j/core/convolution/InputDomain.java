package org.sciml4j.core.convolution;

import java.util.Arrays;

/**
 * The points of a convolution's padded input over which its adjoints work. Where padding is zeros,
 * or repeats the input with its own period under a kernel that leaves its size as it is, these are
 * the input's points; else they include the padding, which has to be folded back.
 *
 * @param axes the points along each axis: without padding or with it
 * @param from padded position of the first
 * @param periodic whether the convolution's output repeats along an axis
 */
record InputDomain(ConvolutionLayout layout, PaddedAxis[] axes, int[] from, boolean[] periodic) {
  static InputDomain of(ConvolutionLayout layout) {
    InputDomain domain =
        new InputDomain(
            layout,
            layout.axes().clone(),
            new int[ConvolutionLayout.AXES],
            new boolean[ConvolutionLayout.AXES]);
    for (int axis = 0; axis < ConvolutionLayout.AXES; axis++) {
      domain.cut(axis);
    }
    return domain;
  }

  private void cut(int axis) {
    PaddedAxis padded = axes[axis];
    periodic[axis] =
        padded.repeats()
            && padded.isPeriodic()
            && layout.stride()[axis] == 1
            && layout.output()[axis] == padded.extent();
    if (periodic[axis] || !padded.repeats()) {
      from[axis] = padded.low();
      axes[axis] = PaddedAxis.bare(padded.extent());
    }
  }

  /** Points along each axis. */
  int[] extents() {
    return Arrays.stream(axes).mapToInt(PaddedAxis::size).toArray();
  }

  /** Whether padding has to be folded back. */
  boolean folds() {
    return !Arrays.stream(axes).allMatch(PaddedAxis::isBare);
  }

  /** Every stride-th point along an axis and the outputs it meets. */
  AxisTaps taps(int axis, int phase) {
    return AxisTaps.adjoint(layout, axis, from[axis], axes[axis].size(), phase, periodic[axis]);
  }
}
