package org.sciml4j.core.graph;

import java.util.Arrays;
import java.util.Locale;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Shape;

/**
 * What is known of a value before it is computed: element type and extents, row-major, last axis
 * fastest.
 *
 * @param dtype element type
 * @param shape extents; empty for a single number
 */
public record TensorType(DType dtype, long... shape) {
  /**
   * Copies and checks the extents.
   *
   * @throws InvalidInputException if an extent is negative or the product overflows
   */
  public TensorType {
    shape = shape.clone();
    try {
      Shape.count(shape);
    } catch (ArithmeticException overflow) {
      throw new InvalidInputException(
          "shape", Arrays.toString(shape), "fewer than 2^63 elements", "choose smaller extents");
    }
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  /** Number of axes. */
  public int rank() {
    return shape.length;
  }

  /** Extent of one axis, counted from 0. */
  public long size(int axis) {
    return shape[axis];
  }

  /** Number of elements. */
  public long count() {
    return Shape.count(shape);
  }

  /** Size in bytes. */
  public long bytes() {
    return count() * dtype.bytes();
  }

  /** The same element type with other extents. */
  public TensorType withShape(long... other) {
    return new TensorType(dtype, other);
  }

  /** Whether both have the same extents. */
  public boolean hasShapeOf(TensorType other) {
    return Arrays.equals(shape, other.shape);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TensorType type && dtype == type.dtype && hasShapeOf(type);
  }

  @Override
  public int hashCode() {
    return 31 * dtype.hashCode() + Arrays.hashCode(shape);
  }

  /** For example {@code f32[64, 3]}. */
  @Override
  public String toString() {
    return dtype.name().toLowerCase(Locale.ROOT) + Arrays.toString(shape);
  }
}
