package org.sciml4j.core.convolution;

import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.graph.AveragePool;
import org.sciml4j.core.graph.PoolGeometry;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.tensor.DType;

/**
 * The numbers of a pool over three spatial axes, those it lacks added in front with one point.
 *
 * @param dtype element type
 * @param images number of images times channels
 * @param input spatial extents of what is pooled
 * @param output spatial extents of the result
 * @param window extents of the window
 * @param stride distance between windows
 * @param low points before the first that windows may cover
 */
record PoolLayout(
    DType dtype, int images, int[] input, int[] output, int[] window, int[] stride, int[] low) {
  private static final int AXES = 3;
  private static final int LEAST_ELEMENTS = 8192;

  static PoolLayout of(PoolGeometry geometry, TensorType input) {
    TensorType result = new AveragePool(geometry).type(List.of(input));
    int missing = AXES - geometry.dims();
    int[] in = ones();
    int[] out = ones();
    int[] window = ones();
    int[] stride = ones();
    int[] low = new int[AXES];
    for (int axis = missing; axis < AXES; axis++) {
      in[axis] = Math.toIntExact(input.size(axis - missing + 2));
      out[axis] = Math.toIntExact(result.size(axis - missing + 2));
      window[axis] = Math.toIntExact(geometry.window().get(axis - missing));
      stride[axis] = Math.toIntExact(geometry.stride().get(axis - missing));
      low[axis] = Math.toIntExact(geometry.low().get(axis - missing));
    }
    int images = Math.toIntExact(input.size(0) * input.size(1));
    return new PoolLayout(input.dtype(), images, in, out, window, stride, low);
  }

  private static int[] ones() {
    int[] ones = new int[AXES];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Whether windows take two neighbouring columns each, side by side. */
  boolean takesPairs() {
    return window[2] == 2 && stride[2] == 2 && low[2] == 0 && 2 * output[2] <= input[2];
  }

  /** Whether no element is in two windows. */
  boolean isDisjoint() {
    return stride[0] >= window[0] && stride[1] >= window[1] && stride[2] >= window[2];
  }

  /** Images of one part of the work, so many that a part is worth handing over. */
  int imagesOfPart() {
    return Math.ceilDiv(LEAST_ELEMENTS, Math.max(1, inputPoints()));
  }

  /** Parts of the work. */
  int parts() {
    return Math.ceilDiv(images, imagesOfPart());
  }

  int inputPoints() {
    return input[0] * input[1] * input[2];
  }

  int outputPoints() {
    return output[0] * output[1] * output[2];
  }

  int windowPoints() {
    return window[0] * window[1] * window[2];
  }

  /** First point of the input in the window of an output point along an axis. */
  int first(int axis, int i) {
    return Math.max(0, i * stride[axis] - low[axis]);
  }

  /** The point after the last in the window of an output point along an axis. */
  int last(int axis, int i) {
    return Math.min(input[axis], i * stride[axis] - low[axis] + window[axis]);
  }
}
