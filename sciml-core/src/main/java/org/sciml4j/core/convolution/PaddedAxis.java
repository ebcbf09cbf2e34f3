package org.sciml4j.core.convolution;

import java.util.Arrays;
import org.sciml4j.core.graph.Padding;

/**
 * Where each position along one axis with its padding finds its value.
 *
 * @param extent points without padding
 * @param sources for each padded position the point that gives its value, -1 for a zero
 */
record PaddedAxis(int extent, int[] sources) {
  /** An axis of one point. */
  static final PaddedAxis POINT = new PaddedAxis(1, new int[] {0});

  /**
   * An axis with boundary conditions.
   *
   * @param low zeros in front of what {@code padding} adds
   * @param high zeros behind it
   */
  static PaddedAxis of(long extent, Padding padding, long low, long high) {
    int inner = Math.toIntExact(extent + padding.low() + padding.high());
    int[] sources = new int[Math.toIntExact(inner + low + high)];
    for (int i = 0; i < sources.length; i++) {
      long within = i - low;
      sources[i] = within < 0 || within >= inner ? -1 : (int) padding.source(within, extent);
    }
    return new PaddedAxis(Math.toIntExact(extent), sources);
  }

  /** An axis without padding. */
  static PaddedAxis bare(int extent) {
    return around(extent, 0, extent, false);
  }

  /** An axis between zeros, or one that repeats. */
  static PaddedAxis around(int extent, int low, int size, boolean repeats) {
    int[] sources = new int[size];
    Arrays.setAll(
        sources,
        i ->
            repeats ? Math.floorMod(i - low, extent) : i < low || i >= low + extent ? -1 : i - low);
    return new PaddedAxis(extent, sources);
  }

  int size() {
    return sources.length;
  }

  /** The point that gives a value, -1 for a zero; beyond the padding there are zeros too. */
  int source(int position) {
    return position < sources.length ? sources[position] : -1;
  }

  /** Whether every position is a point of its own. */
  boolean isBare() {
    return sources.length == extent && isIdentity(0, extent);
  }

  /** Whether positions from the given one on are the points in order. */
  private boolean isIdentity(int from, int count) {
    for (int i = 0; i < count; i++) {
      if (sources[from + i] != i) {
        return false;
      }
    }
    return true;
  }

  /** How many positions stand in front of the points themselves. */
  int low() {
    int low = 0;
    while (!isIdentity(low, extent)) {
      low++;
    }
    return low;
  }

  /** Whether a point gives its value to a position beside its own. */
  boolean repeats() {
    return Arrays.stream(sources).filter(source -> source >= 0).count() > extent;
  }

  /** Whether positions repeat the points with the period of their number. */
  boolean isPeriodic() {
    int low = low();
    for (int i = 0; i < sources.length; i++) {
      if (sources[i] != Math.floorMod(i - low, extent)) {
        return false;
      }
    }
    return true;
  }
}
