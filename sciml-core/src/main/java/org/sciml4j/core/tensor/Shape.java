package org.sciml4j.core.tensor;

import java.util.Arrays;
import org.sciml4j.core.InvalidInputException;

/** Arithmetic on row-major (last axis fastest) array shapes. */
public final class Shape {
  private Shape() {}

  /**
   * Number of elements of an array of this shape.
   *
   * @throws InvalidInputException if a size is negative or the product overflows
   */
  public static long count(long... shape) {
    long count = 1;
    for (long size : shape) {
      if (size < 0) {
        throw new InvalidInputException(
            "shape", Arrays.toString(shape), "sizes of zero or more", "correct the negative size");
      }
      count = Math.multiplyExact(count, size);
    }
    return count;
  }

  /** Distance in elements between neighbours along each axis of a dense row-major array. */
  public static long[] strides(long... shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape[axis];
    }
    return strides;
  }
}
