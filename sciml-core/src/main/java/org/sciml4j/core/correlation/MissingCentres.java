package org.sciml4j.core.correlation;

import java.util.Arrays;
import java.util.List;

/** The centres of one tile whose stencils touch a missing value, and where infinity was met. */
final class MissingCentres {
  private final CorrelationPlan plan;
  private boolean[] touched = new boolean[0];
  private int[] list = new int[0];
  private int count;
  private long[] infinite;

  MissingCentres(CorrelationPlan plan) {
    this.plan = plan;
  }

  /** Number of centres left out. */
  int count() {
    return count;
  }

  /** Row-major number within the tile of one of them, ascending. */
  int get(int index) {
    return list[index];
  }

  /** Channel and position of the first infinite value, or null. */
  long[] infinite() {
    return infinite;
  }

  /** Finds them and replaces the missing values by zero. */
  void find(Tile tile, TileBuffer buffer) {
    int centres = Math.toIntExact(tile.count());
    if (touched.length < centres) {
      touched = new boolean[centres];
      list = new int[centres];
    }
    Arrays.fill(touched, 0, centres, false);
    for (int channel = 0; channel < plan.channels(); channel++) {
      if (buffer.missing(channel)) {
        spread(channel, tile, buffer);
      }
    }
    count = 0;
    for (int centre = 0; centre < centres; centre++) {
      if (touched[centre]) {
        list[count++] = centre;
      }
    }
  }

  private void spread(int channel, Tile tile, TileBuffer buffer) {
    List<int[]> offsets =
        plan.columns().stream()
            .filter(column -> column.channel() == channel)
            .map(Column::offset)
            .toList();
    long[] from = tile.from();
    long[] to = tile.to();
    int r0 = buffer.reach(channel, 0);
    int r1 = buffer.reach(channel, 1);
    int r2 = buffer.reach(channel, 2);
    for (long i = from[0] - r0; i < to[0] + r0; i++) {
      for (long j = from[1] - r1; j < to[1] + r1; j++) {
        for (long k = from[2] - r2; k < to[2] + r2; k++) {
          double value = buffer.value(channel, i, j, k);
          if (!Double.isFinite(value)) {
            if (Double.isInfinite(value) && infinite == null) {
              infinite = new long[] {channel, i, j, k};
            }
            buffer.setZero(channel, i, j, k);
            for (int[] offset : offsets) {
              touch(tile, i - offset[0], j - offset[1], k - offset[2]);
            }
          }
        }
      }
    }
  }

  private void touch(Tile tile, long i, long j, long k) {
    long[] from = tile.from();
    long[] to = tile.to();
    if (i >= from[0] && i < to[0] && j >= from[1] && j < to[1] && k >= from[2] && k < to[2]) {
      long row = (i - from[0]) * (to[1] - from[1]) + (j - from[1]);
      touched[(int) (row * (to[2] - from[2]) + (k - from[2]))] = true;
    }
  }
}
