package org.sciml4j.core.correlation;

import java.util.Arrays;
import org.sciml4j.core.stencil.BoundaryMode;

/**
 * The grid over which products are summed, always of three axes (unused leading ones have one point
 * and are periodic), and what lies beyond its edges.
 *
 * @param size number of points along each axis
 * @param radius largest offset used along each axis
 * @param boundary boundary mode of each axis
 */
public record Domain(long[] size, int[] radius, BoundaryMode[] boundary) {
  /** Number of axes. */
  public static final int AXES = 3;

  /** Copies its arguments. */
  public Domain {
    size = size.clone();
    radius = radius.clone();
    boundary = boundary.clone();
  }

  /** A domain of one to three axes, slowest first. */
  public static Domain of(long[] size, int[] radius, BoundaryMode[] boundary) {
    int missing = AXES - size.length;
    long[] sizes = new long[AXES];
    int[] radii = new int[AXES];
    BoundaryMode[] modes = new BoundaryMode[AXES];
    Arrays.fill(sizes, 1);
    Arrays.fill(modes, BoundaryMode.PERIODIC);
    System.arraycopy(size, 0, sizes, missing, size.length);
    System.arraycopy(radius, 0, radii, missing, size.length);
    System.arraycopy(boundary, 0, modes, missing, size.length);
    return new Domain(sizes, radii, modes);
  }

  /** First centre along an axis. */
  public long low(int axis) {
    return boundary[axis] == BoundaryMode.VALID ? radius[axis] : 0;
  }

  /** One past the last centre along an axis; not above {@link #low} where nothing fits. */
  public long high(int axis) {
    return boundary[axis] == BoundaryMode.VALID ? size[axis] - radius[axis] : size[axis];
  }

  /** Number of centres. */
  public long centres() {
    long count = 1;
    for (int axis = 0; axis < AXES; axis++) {
      count *= Math.max(0, high(axis) - low(axis));
    }
    return count;
  }

  /** Whether sums do not change when both factors are shifted together along an axis. */
  boolean invariant(int axis) {
    return boundary[axis] == BoundaryMode.PERIODIC;
  }

  long size(int axis) {
    return size[axis];
  }

  int radius(int axis) {
    return radius[axis];
  }

  BoundaryMode boundary(int axis) {
    return boundary[axis];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Domain that
        && Arrays.equals(size, that.size)
        && Arrays.equals(radius, that.radius)
        && Arrays.equals(boundary, that.boundary);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(size) + Arrays.hashCode(radius)) + Arrays.hashCode(boundary);
  }

  @Override
  public String toString() {
    return Arrays.toString(size) + " " + Arrays.toString(boundary);
  }
}
