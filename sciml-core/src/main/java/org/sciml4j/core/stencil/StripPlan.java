package org.sciml4j.core.stencil;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * How the taps of one output channel are unrolled: over how many neighbouring rows, and in how many
 * passes over a strip of them. A pass takes the taps of one or more neighbouring columns of the
 * stencil; later passes add to what the earlier ones left in the result.
 *
 * @param rows rows in a strip; zero where the stencil is too large to unroll
 * @param passes taps of each pass, in the order of summation
 */
record StripPlan(int rows, List<List<Tap>> passes) {
  /**
   * Most vector operations in one method, loads counting twice. From about 150 the JVM's first-tier
   * compiler runs out of registers, never profiles the method, and the vectors stay boxed: a
   * thousand times slower.
   */
  private static final int BUDGET = 130;

  /** What loading and storing the result once more costs beside a load, as measured. */
  private static final double PASS = 3;

  /** A value a strip needs and the rows that use it, each with the tap that does. */
  record Use(int row, int tap) {}

  /** Where a value stands, sorted in the order of summation. */
  record Position(int column, int channel, int plane, int row) implements Comparable<Position> {
    @Override
    public int compareTo(Position other) {
      return Arrays.compare(
          new int[] {column, channel, plane, row},
          new int[] {other.column, other.channel, other.plane, other.row});
    }
  }

  /** The cheapest plan in loads per point for at most so many rows. */
  static StripPlan of(List<Tap> taps, long mostRows) {
    StripPlan best = new StripPlan(0, List.of());
    double least = Double.POSITIVE_INFINITY;
    for (int rows : new int[] {4, 2, 1}) {
      List<List<Tap>> passes = rows <= mostRows ? passes(taps, rows) : List.of();
      double loads = passes.stream().mapToInt(pass -> uses(pass, rows).size()).sum();
      double cost = loads / rows + PASS * passes.size();
      if (!passes.isEmpty() && cost < least) {
        best = new StripPlan(rows, passes);
        least = cost;
      }
    }
    return best;
  }

  /** The values a pass loads for a strip, and who uses them. */
  static TreeMap<Position, List<Use>> uses(List<Tap> taps, int rows) {
    TreeMap<Position, List<Use>> uses = new TreeMap<>();
    for (int tap = 0; tap < taps.size(); tap++) {
      int[] offset = taps.get(tap).offset();
      for (int row = 0; row < rows; row++) {
        Position at = new Position(offset[2], taps.get(tap).channel(), offset[0], offset[1] + row);
        uses.computeIfAbsent(at, _ -> new ArrayList<>()).add(new Use(row, tap));
      }
    }
    return uses;
  }

  /** As few passes as the budget allows, or none where one column of the stencil exceeds it. */
  private static List<List<Tap>> passes(List<Tap> taps, int rows) {
    TreeMap<Integer, List<Tap>> columns = new TreeMap<>();
    for (Tap tap : taps) {
      columns.computeIfAbsent(tap.offset()[2], _ -> new ArrayList<>()).add(tap);
    }
    List<List<Tap>> passes = new ArrayList<>();
    List<Tap> pass = new ArrayList<>();
    for (List<Tap> column : columns.values()) {
      int again = passes.isEmpty() ? 0 : 2 * rows;
      if (operations(column, rows) + 2 * rows > BUDGET) {
        return List.of();
      }
      if (operations(pass, rows) + operations(column, rows) + again > BUDGET) {
        passes.add(pass);
        pass = new ArrayList<>();
      }
      pass.addAll(column);
    }
    passes.add(pass);
    return passes;
  }

  private static int operations(List<Tap> taps, int rows) {
    return 2 * uses(taps, rows).size() + rows * taps.size();
  }
}
