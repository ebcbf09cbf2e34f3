package org.sciml4j.core.convolution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Convolution;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.Pad;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.tensor.DType;

/**
 * The numbers of a convolution and its two adjoints over three spatial axes, those it lacks having
 * one point (rows of a plane are axis 0, its columns axis 2): {@code y[n, o, i] = sum_{c,k} w[o, c,
 * k] P[n, c, stride i + dilation k]}, where P is the input with all its padding.
 *
 * @param dtype element type
 * @param batch number of images
 * @param groups groups of channels
 * @param channels input channels of one group
 * @param outputs output channels of one group
 * @param input spatial extents of the input without padding
 * @param kernel spatial extents of the kernel
 * @param output spatial extents of the output
 * @param stride distance between output points
 * @param dilation distance between kernel points
 * @param axes where each padded position finds its value
 */
record ConvolutionLayout(
    DType dtype,
    int batch,
    int groups,
    int channels,
    int outputs,
    int[] input,
    int[] kernel,
    int[] output,
    int[] stride,
    int[] dilation,
    PaddedAxis[] axes) {
  static final int AXES = 3;

  static ConvolutionLayout of(
      ConvolutionGeometry geometry, TensorType input, TensorType kernel, List<Padding> padding) {
    if (!padding.isEmpty() && padding.size() != geometry.dims()) {
      throw new InvalidInputException(
          "padding",
          padding,
          "none, or one for each of " + geometry.dims() + " spatial axes",
          "leave batch and channels out");
    }
    TensorType padded = padded(input, padding);
    TensorType result = new Convolution(geometry).type(List.of(padded, kernel));
    int dims = geometry.dims();
    PaddedAxis[] axes = new PaddedAxis[AXES];
    Arrays.fill(axes, PaddedAxis.POINT);
    for (int axis = 0; axis < dims; axis++) {
      axes[place(axis, dims)] =
          PaddedAxis.of(
              input.size(axis + 2),
              padding.isEmpty() ? Padding.NONE : padding.get(axis),
              geometry.low().get(axis),
              geometry.high().get(axis));
    }
    return new ConvolutionLayout(
        input.dtype(),
        Math.toIntExact(input.size(0)),
        Math.toIntExact(geometry.groups()),
        Math.toIntExact(kernel.size(1)),
        Math.toIntExact(kernel.size(0) / geometry.groups()),
        onThreeAxes(spatial(input)),
        onThreeAxes(spatial(kernel)),
        onThreeAxes(spatial(result)),
        onThreeAxes(geometry.stride()),
        onThreeAxes(geometry.dilation()),
        axes);
  }

  /** The type of an input {@code [n, c, spatial...]} with padding along its spatial axes. */
  static TensorType padded(TensorType input, List<Padding> padding) {
    if (padding.isEmpty()) {
      return input;
    }
    List<Padding> all = new ArrayList<>(Collections.nCopies(2, Padding.NONE));
    all.addAll(padding);
    return new Pad(all).type(List.of(input));
  }

  private static List<Long> spatial(TensorType type) {
    return LongStream.of(type.shape()).skip(2).boxed().toList();
  }

  private static int place(int axis, int dims) {
    return dims == 2 && axis == 0 ? 0 : AXES - dims + axis;
  }

  private static int[] onThreeAxes(List<Long> numbers) {
    int[] three = new int[AXES];
    Arrays.fill(three, 1);
    for (int axis = 0; axis < numbers.size(); axis++) {
      three[place(axis, numbers.size())] = Math.toIntExact(numbers.get(axis));
    }
    return three;
  }

  int inputPoints() {
    return input[0] * input[1] * input[2];
  }

  int kernelPoints() {
    return kernel[0] * kernel[1] * kernel[2];
  }

  int outputPoints() {
    return output[0] * output[1] * output[2];
  }

  /** Where output point {@code i} along an axis meets kernel point {@code k}: -1 for a zero. */
  int source(int axis, int i, int k) {
    return axes[axis].source(i * stride[axis] + k * dilation[axis]);
  }

  /** The place in one channel of the input that output point and kernel point meet, or -1. */
  int source(int i, int k) {
    int[] out = output;
    int[] ker = kernel;
    int plane = source(0, i / (out[1] * out[2]), k / (ker[1] * ker[2]));
    int row = source(1, i / out[2] % out[1], k / ker[2] % ker[1]);
    int column = source(2, i % out[2], k % ker[2]);
    return plane < 0 || row < 0 || column < 0 ? -1 : (plane * input[1] + row) * input[2] + column;
  }
}
