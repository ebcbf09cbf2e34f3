package org.sciml4j.core.correlation;

import java.util.ArrayList;
import java.util.List;

/** A box of centres worked on at once, small enough for its data to stay in cache. */
public record Tile(long[] from, long[] to) {
  private static final int ELEMENTS = 1 << 14;
  private static final int COLUMNS = 1 << 10;

  /** The domain cut into tiles, in row-major order. */
  public static List<Tile> cover(Domain domain) {
    return cover(domain, 0, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** The part of the domain with centres in {@code [first, end)} of an axis, cut into tiles. */
  public static List<Tile> cover(Domain domain, int axis, long first, long end) {
    long[] low = new long[Domain.AXES];
    long[] high = new long[Domain.AXES];
    for (int i = 0; i < Domain.AXES; i++) {
      low[i] = domain.low(i);
      high[i] = domain.high(i);
    }
    low[axis] = Math.max(low[axis], first);
    high[axis] = Math.min(high[axis], end);
    long columns = Math.min(COLUMNS, high[2] - low[2]);
    if (columns <= 0 || high[1] <= low[1] || high[0] <= low[0]) {
      return List.of();
    }
    long rest = ELEMENTS / columns;
    boolean solid = high[0] - low[0] > 1 && high[1] - low[1] > 1;
    long rows = Math.min(high[1] - low[1], solid ? (long) Math.sqrt(rest) : rest);
    long planes = Math.min(high[0] - low[0], Math.max(1, rest / rows));
    long[][] cuts = {
      cuts(low[0], high[0], planes), cuts(low[1], high[1], rows), cuts(low[2], high[2], columns)
    };
    List<Tile> tiles = new ArrayList<>();
    for (int i = 1; i < cuts[0].length; i++) {
      for (int j = 1; j < cuts[1].length; j++) {
        for (int k = 1; k < cuts[2].length; k++) {
          tiles.add(
              new Tile(
                  new long[] {cuts[0][i - 1], cuts[1][j - 1], cuts[2][k - 1]},
                  new long[] {cuts[0][i], cuts[1][j], cuts[2][k]}));
        }
      }
    }
    return tiles;
  }

  /** Number of centres. */
  public long count() {
    return (to[0] - from[0]) * (to[1] - from[1]) * (to[2] - from[2]);
  }

  private static long[] cuts(long low, long high, long step) {
    int parts = Math.toIntExact((high - low + step - 1) / step);
    long[] cuts = new long[parts + 1];
    for (int i = 0; i <= parts; i++) {
      cuts[i] = low + (high - low) * i / parts;
    }
    return cuts;
  }
}
