package org.sciml4j.core.convolution;

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

  int size() {
    return sources.length;
  }

  int source(int position) {
    return sources[position];
  }
}
