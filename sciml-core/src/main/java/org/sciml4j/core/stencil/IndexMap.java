package org.sciml4j.core.stencil;

/**
 * Where each index along one axis, and beyond its ends, finds its value: {@link
 * BoundaryMode#source} tabulated for indices from {@code -radius} to {@code size + radius - 1}.
 */
final class IndexMap {
  private final int radius;
  private final long[] source;

  IndexMap(BoundaryMode mode, long size, int radius) {
    this.radius = mode == BoundaryMode.VALID ? 0 : radius;
    source = new long[Math.toIntExact(size) + 2 * this.radius];
    for (int i = 0; i < source.length; i++) {
      source[i] = mode.source(i - this.radius, size);
    }
  }

  /** The index that holds the value, or {@link BoundaryMode#NOTHING}. */
  long source(long index) {
    return source[(int) index + radius];
  }
}
