package org.sciml4j.core.cpu.plan;

import org.sciml4j.core.kernel.VectorCode;
import org.sciml4j.core.tensor.DType;

/**
 * A grid of three axes cut into tiles.
 *
 * @param grid points along each axis
 * @param most points of a whole tile along each axis
 */
record BandTiles(int[] grid, int[] most) {
  private static final int BYTES_OF_A_LINE = 4096;
  private static final int MOST_LINES = 64;
  private static final int LEAST_LINES = 16;
  private static final int WANTED_TILES = 16;

  /** Tiles whose lines lie in the first-level cache and whose inputs lie in the second. */
  static BandTiles of(int[] grid, DType dtype) {
    int lanes = VectorCode.lanes(dtype);
    int width = BYTES_OF_A_LINE / dtype.bytes();
    // No tile may be narrower than a vector.
    while (width > 0 && grid[2] % width != 0 && grid[2] % width < lanes) {
      width -= lanes;
    }
    if (width == 0 || grid[2] <= width + width / 2) {
      width = grid[2];
    }
    long all = (long) grid[0] * grid[1] * Math.ceilDiv(grid[2], width);
    int lines = (int) Math.clamp(all / WANTED_TILES, LEAST_LINES, MOST_LINES);
    boolean plane = grid[1] == 1;
    int rows = Math.min(grid[1], plane ? 1 : Math.min(lines, LEAST_LINES));
    int planes = Math.min(grid[0], Math.max(1, lines / rows));
    return new BandTiles(grid, new int[] {planes, rows, width});
  }

  /** Number of tiles along an axis. */
  int count(int axis) {
    return Math.ceilDiv(grid[axis], most[axis]);
  }

  /** Number of tiles. */
  int count() {
    return count(0) * count(1) * count(2);
  }

  /** First point along an axis of a tile of that number along it. */
  int first(int axis, int number) {
    return number * most[axis];
  }

  /** Points along an axis of a tile of that number along it. */
  int points(int axis, int number) {
    return Math.min(most[axis], grid[axis] - number * most[axis]);
  }
}
