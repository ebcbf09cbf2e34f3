package org.sciml4j.core.correlation;

import java.util.List;

/**
 * All pairs of columns that differ by one displacement: the products of channel {@code a} at y and
 * channel {@code b} at y + displacement serve every one of them.
 *
 * @param starts offsets of the first column of each pair
 * @param pairs where each pair's sum belongs
 * @param base the start from which tiles see their positions
 * @param cuts per axis
 */
record Lag(
    int a, int b, int[] displacement, int[][] starts, int[] pairs, int[] base, AxisCuts[] cuts) {
  static Lag of(Domain domain, int a, int b, int[] displacement, List<int[]> starts, int[] pairs) {
    AxisCuts[] cuts = new AxisCuts[Domain.AXES];
    for (int axis = 0; axis < Domain.AXES; axis++) {
      int i = axis;
      int least = starts.stream().mapToInt(start -> start[i]).min().orElseThrow();
      int most = starts.stream().mapToInt(start -> start[i]).max().orElseThrow();
      cuts[axis] = AxisCuts.of(domain, axis, least, most);
    }
    return new Lag(
        a, b, displacement, starts.toArray(int[][]::new), pairs, starts.getFirst(), cuts);
  }

  /** Whether the pair is seen on the interval of each axis. */
  boolean seen(int pair, int i0, int i1, int i2) {
    int[] start = starts[pair];
    return cuts[0].seen(i0, start[0]) && cuts[1].seen(i1, start[1]) && cuts[2].seen(i2, start[2]);
  }

  /** Whether every pair is seen on the interval of each axis. */
  boolean core(int i0, int i1, int i2) {
    return cuts[0].core(i0) && cuts[1].core(i1) && cuts[2].core(i2);
  }
}
