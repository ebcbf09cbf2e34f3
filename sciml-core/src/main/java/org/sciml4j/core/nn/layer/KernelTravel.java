package org.sciml4j.core.nn.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.stencil.BoundaryMode;

/**
 * How a layer's kernel travels over the spatial axes.
 *
 * @param extents extents of the kernel
 * @param stride distance between output points
 * @param dilation distance between kernel points
 * @param border what is beyond the edges
 * @param groups number of groups of channels that do not see each other
 */
public record KernelTravel(
    List<Long> extents, List<Long> stride, List<Long> dilation, Border border, long groups) {
  /**
   * Copies and checks the numbers.
   *
   * @throws InvalidInputException if a number is below 1 or the lists differ in length
   */
  public KernelTravel {
    extents = require("kernel extents", extents.size(), extents);
    stride = require("stride", extents.size(), stride);
    dilation = require("dilation", extents.size(), dilation);
    if (groups < 1) {
      throw new InvalidInputException("groups", groups, "at least 1", "choose 1 for no groups");
    }
  }

  private static List<Long> require(String argument, int dims, List<Long> numbers) {
    if (numbers.size() != dims || numbers.stream().anyMatch(number -> number < 1)) {
      throw new InvalidInputException(
          argument,
          numbers,
          "one number for each of " + dims + " spatial axes, at least 1 each",
          "correct them");
    }
    return List.copyOf(numbers);
  }

  /** A kernel of these extents, one for all axes or one for each: stride 1, no padding. */
  static KernelTravel of(int dims, long... extents) {
    List<Long> all = each(dims, extents);
    if (all.size() != dims) {
      throw new InvalidInputException(
          "kernel extents", all, "one number, or " + dims, "give one for each spatial axis");
    }
    List<Long> ones = each(dims, 1);
    return new KernelTravel(all, ones, ones, Border.of(dims, BoundaryMode.VALID), 1);
  }

  /** One number for all axes, or one for each. */
  static List<Long> each(int dims, long... numbers) {
    return numbers.length == 1
        ? Collections.nCopies(dims, numbers[0])
        : LongStream.of(numbers).boxed().toList();
  }

  int dims() {
    return extents.size();
  }

  KernelTravel withStride(long... numbers) {
    return new KernelTravel(extents, each(dims(), numbers), dilation, border, groups);
  }

  KernelTravel withDilation(long... numbers) {
    return new KernelTravel(extents, stride, each(dims(), numbers), border, groups);
  }

  KernelTravel withBorder(Border other) {
    return new KernelTravel(extents, stride, dilation, other, groups);
  }

  KernelTravel withGroups(long other) {
    return new KernelTravel(extents, stride, dilation, border, other);
  }

  /** Distance from the kernel's first to behind its last point. */
  List<Long> reach() {
    List<Long> reach = new ArrayList<>();
    for (int axis = 0; axis < dims(); axis++) {
      reach.add(dilation.get(axis) * (extents.get(axis) - 1) + 1);
    }
    return reach;
  }

  /** Without padding. */
  ConvolutionGeometry geometry() {
    List<Long> zeros = Collections.nCopies(dims(), 0L);
    return new ConvolutionGeometry(stride, dilation, zeros, zeros, groups);
  }

  /** With zeros around the input. */
  ConvolutionGeometry geometry(List<Padding> zeros) {
    return geometry()
        .withPadding(
            zeros.stream().map(Padding::low).toList(), zeros.stream().map(Padding::high).toList());
  }

  /** Shape of a kernel {@code [first, second, extents...]}. */
  long[] kernelShape(long first, long second) {
    return Stream.concat(Stream.of(first, second), extents.stream())
        .mapToLong(Long::longValue)
        .toArray();
  }

  /** Shape of a bias {@code [1, filters, 1...]} where it meets the output. */
  long[] biasShape(long filters) {
    long[] shape = new long[dims() + 2];
    Arrays.fill(shape, 1);
    shape[1] = filters;
    return shape;
  }

  static List<Long> spatial(Value value) {
    return LongStream.of(value.shape()).skip(2).boxed().toList();
  }

  void requireInput(String layer, TensorType input, long filters) {
    if (input.rank() != dims() + 2) {
      throw new InvalidInputException(
          "input of " + layer,
          input,
          "[n, channels, " + dims() + " spatial axes]",
          "reshape it or choose a layer of other dimension");
    }
    if (input.size(1) % groups != 0 || filters % groups != 0) {
      throw new InvalidInputException(
          "groups of " + layer,
          groups,
          "a divisor of " + input.size(1) + " input channels and " + filters + " filters",
          "choose such a number");
    }
  }
}
