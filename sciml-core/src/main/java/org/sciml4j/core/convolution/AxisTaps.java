package org.sciml4j.core.convolution;

import java.util.Arrays;
import org.sciml4j.core.stencil.BoundaryMode;

/**
 * How sums run along one axis: output {@code i} meets kernel point {@code points[t]} at position
 * {@code step i + starts[t]} of the source, and is the result's point {@code outStart + outStep i}.
 *
 * @param outputs number of output points
 * @param step between the source positions of neighbouring outputs
 * @param starts source position of output 0 for each term
 * @param points kernel point of each term
 * @param source where source positions find their values
 * @param outStart result point of output 0
 * @param outStep between the result points of neighbouring outputs
 */
record AxisTaps(
    int outputs,
    int step,
    int[] starts,
    int[] points,
    PaddedAxis source,
    int outStart,
    int outStep) {

  /** The axis of a convolution. */
  static AxisTaps forward(ConvolutionLayout layout, int axis) {
    int kernel = layout.kernel()[axis];
    int[] starts = new int[kernel];
    int[] points = new int[kernel];
    Arrays.setAll(starts, k -> k * layout.dilation()[axis]);
    Arrays.setAll(points, k -> k);
    return new AxisTaps(
        layout.output()[axis], layout.stride()[axis], starts, points, layout.axes()[axis], 0, 1);
  }

  /**
   * The axis of the adjoint by the input, for every {@code stride}-th point of the result: {@code
   * result[phase + stride i]} stands at padded position {@code from + phase + stride i}, which
   * output {@code (from + phase - dilation k) / stride + i} of the convolution meets through kernel
   * point k.
   *
   * @param from padded position of the result's first point
   * @param count points of the result
   * @param periodic whether outputs repeat beyond both ends; else there are zeros
   */
  static AxisTaps adjoint(
      ConvolutionLayout layout, int axis, int from, int count, int phase, boolean periodic) {
    int stride = layout.stride()[axis];
    int dilation = layout.dilation()[axis];
    int[] starts = new int[layout.kernel()[axis]];
    int[] points = new int[starts.length];
    int terms = 0;
    for (int k = starts.length - 1; k >= 0; k--) {
      if (Math.floorMod(from + phase - dilation * k, stride) == 0) {
        starts[terms] = (from + phase - dilation * k) / stride;
        points[terms++] = k;
      }
    }
    return shifted(
        Arrays.copyOf(starts, terms),
        Arrays.copyOf(points, terms),
        Math.max(0, Math.ceilDiv(count - phase, stride)),
        layout.output()[axis],
        periodic,
        phase,
        stride);
  }

  /** The same axis read as it is, without kernel. */
  static AxisTaps plain(PaddedAxis axis) {
    return new AxisTaps(axis.size(), 1, new int[1], new int[1], axis, 0, 1);
  }

  /** Brings sources that begin below zero to zero, with as much padding in front. */
  private static AxisTaps shifted(
      int[] starts,
      int[] points,
      int outputs,
      int extent,
      boolean periodic,
      int outStart,
      int outStep) {
    int low = Math.max(0, -Arrays.stream(starts).min().orElse(0));
    int size = low + Arrays.stream(starts).max().orElse(0) + outputs;
    return new AxisTaps(
        outputs,
        1,
        Arrays.stream(starts).map(start -> start + low).toArray(),
        points,
        PaddedAxis.around(extent, low, Math.max(0, size), periodic),
        outStart,
        outStep);
  }

  /**
   * The boundary condition under which these sums are a stencil's, applied at every point of the
   * source or, where VALID, at every point that lies a radius inside; null where there is none.
   */
  BoundaryMode boundary() {
    if (step != 1 || outStart != 0 || outStep != 1 || terms() == 0) {
      return null;
    }
    int extent = source.extent();
    int reach = Arrays.stream(starts).max().orElse(0);
    if (source.isBare() && outputs == extent - reach && reach % 2 == 0 && least() == 0) {
      return BoundaryMode.VALID;
    }
    if (outputs != extent) {
      return null;
    }
    int low = source.low();
    for (BoundaryMode mode : BoundaryMode.values()) {
      boolean same = mode != BoundaryMode.VALID;
      for (int i = least(); same && i < reach + outputs; i++) {
        same = source.source(i) == mode.source(i - low, extent);
      }
      if (same) {
        return mode;
      }
    }
    return null;
  }

  private int least() {
    return Arrays.stream(starts).min().orElse(0);
  }

  /** Distance from an output point of each kernel point's value, where there is a boundary. */
  int[] stencilOffsets() {
    int reach = Arrays.stream(starts).max().orElse(0);
    int centre = boundary() == BoundaryMode.VALID ? reach / 2 : source.low();
    int[] offsets = new int[terms()];
    for (int t = 0; t < offsets.length; t++) {
      offsets[points[t]] = starts[t] - centre;
    }
    return offsets;
  }

  /** Distance between the kernel points of neighbouring terms: 1, -1, or 0 where there is none. */
  int order() {
    int order = terms() > 1 ? points[1] - points[0] : 0;
    for (int t = 1; t < terms(); t++) {
      if (points[t] - points[t - 1] != order) {
        return 0;
      }
    }
    return order;
  }

  int terms() {
    return starts.length;
  }

  /** Whether outputs read neighbouring points of an axis without padding, each its own. */
  boolean isBare() {
    return step == 1 && source.isBare() && terms() > 0;
  }

  /** Whether results are neighbours. */
  boolean isContiguous() {
    return outStep == 1;
  }
}
