package org.sciml4j.core.correlation;

/**
 * A box of elements in row-major memory: how many along each of three axes, and how far apart, in
 * elements, along the two slower ones. The fastest axis is contiguous.
 */
public record Box(int planes, int rows, int columns, long planeStride, long rowStride) {
  /** One contiguous row. */
  public static Box row(int columns) {
    return new Box(1, 1, columns, columns, columns);
  }
}
