package org.sciml4j.core.stencil;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Shape;
import org.sciml4j.core.tensor.Tensor;

/**
 * The fields a stencil is compiled for: element type, number of input channels, points along each
 * of one to three axes, and the boundary mode of each axis. A field of one channel has the shape
 * {@code extents}, one of several {@code [channels, extents...]}.
 */
public record StencilLayout(
    DType dtype, int inputChannels, long[] extents, BoundaryMode[] boundary) {
  /**
   * Copies and checks its arguments.
   *
   * @throws InvalidInputException unless there are one to three non-empty axes, one boundary mode
   *     for each, and at least one channel
   */
  public StencilLayout {
    extents = extents.clone();
    boundary = boundary.clone();
    if (extents.length < 1 || extents.length > 3 || Shape.count(extents) == 0) {
      throw new InvalidInputException(
          "extents",
          Arrays.toString(extents),
          "one to three sizes above zero",
          "reshape the field");
    }
    if (boundary.length != extents.length) {
      throw new InvalidInputException(
          "boundary",
          Arrays.toString(boundary),
          extents.length + " modes",
          "give one per axis of " + Arrays.toString(extents));
    }
    if (inputChannels < 1) {
      throw new InvalidInputException(
          "inputChannels", inputChannels, "1 or more", "give the number of input channels");
    }
  }

  /** One channel with the same boundary mode along every axis. */
  public static StencilLayout of(DType dtype, BoundaryMode boundary, long... extents) {
    return new StencilLayout(
        dtype,
        1,
        extents,
        Collections.nCopies(extents.length, boundary).toArray(BoundaryMode[]::new));
  }

  /** Points along each axis; a copy. */
  @Override
  public long[] extents() {
    return extents.clone();
  }

  /** Boundary mode of each axis; a copy. */
  @Override
  public BoundaryMode[] boundary() {
    return boundary.clone();
  }

  /** Number of axes. */
  public int dims() {
    return extents.length;
  }

  /** Largest distance a tap reaches along each axis. */
  static int[] radii(List<List<Tap>> outputs, int dims) {
    return IntStream.range(0, dims)
        .map(
            axis ->
                outputs.stream()
                    .flatMap(List::stream)
                    .mapToInt(tap -> Math.abs(tap.offset()[axis]))
                    .max()
                    .orElse(0))
        .toArray();
  }

  /** Points of the result along each axis: fewer than the field's where the mode is VALID. */
  long[] resultExtents(int[] radii) {
    long[] result = extents.clone();
    for (int axis = 0; axis < result.length; axis++) {
      if (boundary[axis] == BoundaryMode.VALID) {
        result[axis] -= 2L * radii[axis];
        if (result[axis] < 1) {
          throw new InvalidInputException(
              "field axis " + axis,
              extents[axis] + " points",
              "at least " + (2 * radii[axis] + 1) + " for this stencil with boundary valid",
              "use a larger field, a smaller stencil or another boundary mode");
        }
      }
    }
    return result;
  }

  void requireShape(String name, Tensor tensor, int channels, long[] expected) {
    if (tensor.dtype() != dtype) {
      throw new InvalidInputException(
          name, "of type " + tensor.dtype(), dtype.toString(), "convert it with to(" + dtype + ")");
    }
    if (!hasShape(tensor, channels, expected)) {
      throw new InvalidInputException(
          name,
          "of shape " + Arrays.toString(tensor.shape()),
          (channels == 1 ? "" : channels + " channels of ") + Arrays.toString(expected),
          "pass a tensor of that shape");
    }
  }

  private static boolean hasShape(Tensor tensor, int channels, long[] expected) {
    int extra = tensor.rank() - expected.length;
    if (extra < 0 || extra > 1 || (extra == 0 && channels > 1)) {
      return false;
    }
    if (extra == 1 && tensor.size(0) != channels) {
      return false;
    }
    for (int axis = 0; axis < expected.length; axis++) {
      if (tensor.size(extra + axis) != expected[axis]) {
        return false;
      }
    }
    return true;
  }

  /** Equality of every component. */
  @Override
  public boolean equals(Object other) {
    return other instanceof StencilLayout that
        && dtype == that.dtype
        && inputChannels == that.inputChannels
        && Arrays.equals(extents, that.extents)
        && Arrays.equals(boundary, that.boundary);
  }

  /** Consistent with {@link #equals}. */
  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(extents) + Arrays.hashCode(boundary);
  }

  /** For example {@code F32 [1024, 1024] [PERIODIC, PERIODIC]}. */
  @Override
  public String toString() {
    return dtype + " " + Arrays.toString(extents) + " " + Arrays.toString(boundary);
  }
}
