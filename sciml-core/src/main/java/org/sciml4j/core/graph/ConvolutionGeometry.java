package org.sciml4j.core.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.sciml4j.core.InvalidInputException;

/**
 * How a kernel travels over an array with one to three spatial axes: output position {@code i} and
 * kernel position {@code k} meet at input position {@code stride i + dilation k - low} along each
 * axis, where zeros stand outside the input. Other boundary conditions are a {@link Pad} before.
 *
 * @param stride distance between neighbouring output points, one for each spatial axis
 * @param dilation distance between neighbouring kernel points
 * @param low zeros before the first input point
 * @param high zeros after the last input point
 * @param groups number of groups of channels that do not see each other
 */
public record ConvolutionGeometry(
    List<Long> stride, List<Long> dilation, List<Long> low, List<Long> high, long groups) {
  /**
   * Copies and checks the numbers.
   *
   * @throws InvalidInputException if there are not one to three axes, the lists differ in length or
   *     a number is too small
   */
  public ConvolutionGeometry {
    stride = List.copyOf(stride);
    dilation = List.copyOf(dilation);
    low = List.copyOf(low);
    high = List.copyOf(high);
    int dims = stride.size();
    require(dims >= 1 && dims <= 3, "stride", stride, "one to three numbers");
    require(dilation.size() == dims, "dilation", dilation, dims + " numbers");
    require(low.size() == dims, "low padding", low, dims + " numbers");
    require(high.size() == dims, "high padding", high, dims + " numbers");
    require(Collections.min(stride) >= 1, "stride", stride, "numbers of at least 1");
    require(Collections.min(dilation) >= 1, "dilation", dilation, "numbers of at least 1");
    require(Collections.min(low) >= 0, "low padding", low, "numbers of at least 0");
    require(Collections.min(high) >= 0, "high padding", high, "numbers of at least 0");
    require(groups >= 1, "groups", groups, "at least 1");
  }

  private static void require(boolean holds, String argument, Object value, String expected) {
    if (!holds) {
      throw new InvalidInputException(
          argument + " of a convolution", value, expected, "give one number for each spatial axis");
    }
  }

  /** Every position, no padding, one group. */
  public static ConvolutionGeometry dense(int dims) {
    List<Long> ones = Collections.nCopies(dims, 1L);
    List<Long> zeros = Collections.nCopies(dims, 0L);
    return new ConvolutionGeometry(ones, ones, zeros, zeros, 1);
  }

  /** With these distances between output points. */
  public ConvolutionGeometry withStride(List<Long> other) {
    return new ConvolutionGeometry(other, dilation, low, high, groups);
  }

  /** With these distances between kernel points. */
  public ConvolutionGeometry withDilation(List<Long> other) {
    return new ConvolutionGeometry(stride, other, low, high, groups);
  }

  /** With this many zeros around the input. */
  public ConvolutionGeometry withPadding(List<Long> before, List<Long> after) {
    return new ConvolutionGeometry(stride, dilation, before, after, groups);
  }

  /** With this many groups of channels. */
  public ConvolutionGeometry withGroups(long other) {
    return new ConvolutionGeometry(stride, dilation, low, high, other);
  }

  /** Number of spatial axes. */
  public int dims() {
    return stride.size();
  }

  /**
   * Extents of the output for an input and a kernel of these spatial extents; below one where the
   * kernel does not fit.
   */
  public List<Long> outputExtents(List<Long> input, List<Long> kernel) {
    List<Long> output = new ArrayList<>();
    for (int axis = 0; axis < dims(); axis++) {
      long reach = dilation.get(axis) * (kernel.get(axis) - 1) + 1;
      long room = input.get(axis) + low.get(axis) + high.get(axis) - reach;
      output.add(room < 0 ? 0 : room / stride.get(axis) + 1);
    }
    return output;
  }
}
