package org.sciml4j.core.field;

import java.util.Arrays;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.Shape;

/** A box of grid points: the first point and the number of points along each axis. */
public record Region(long[] origin, long[] shape) {
  /** Copies its arguments. */
  public Region {
    origin = origin.clone();
    shape = shape.clone();
  }

  /** The whole of an array of this shape. */
  public static Region whole(long... shape) {
    return new Region(new long[shape.length], shape);
  }

  /** First point; a copy. */
  @Override
  public long[] origin() {
    return origin.clone();
  }

  /** Number of points along each axis; a copy. */
  @Override
  public long[] shape() {
    return shape.clone();
  }

  /** Number of points in all. */
  public long count() {
    return Shape.count(shape);
  }

  /**
   * Checks that the box lies inside an array.
   *
   * @param owner the array's name for the message
   * @throws InvalidInputException if it has other dimensions or sticks out
   */
  public void requireInside(String owner, long... bounds) {
    boolean inside = origin.length == bounds.length && shape.length == bounds.length;
    for (int axis = 0; inside && axis < bounds.length; axis++) {
      inside = origin[axis] >= 0 && shape[axis] >= 0 && shape[axis] <= bounds[axis] - origin[axis];
    }
    if (!inside) {
      throw new InvalidInputException(
          "region",
          this,
          "a box inside '" + owner + "' of shape " + Arrays.toString(bounds),
          "keep to its axes");
    }
  }

  /** Equality of origin and shape. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Region that
        && Arrays.equals(origin, that.origin)
        && Arrays.equals(shape, that.shape);
  }

  /** Consistent with {@link #equals}. */
  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(origin) + Arrays.hashCode(shape);
  }

  /** For example {@code [0, 0]+[64, 64]}. */
  @Override
  public String toString() {
    return Arrays.toString(origin) + "+" + Arrays.toString(shape);
  }
}
