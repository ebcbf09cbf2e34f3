package org.sciml4j.core.correlation;

import java.util.stream.LongStream;

/**
 * How the positions of one factor along one axis fall into intervals when the sum is wanted over
 * the centres seen from several offsets {@code least..most}: seen from offset k, the centres {@code
 * [low, high)} cover the positions {@code [low + k, high + k)}, a union of whole intervals. Where
 * the sum is the same from every offset (a periodic axis) or there is one offset only, there is one
 * interval that moves with the centres.
 *
 * @param cuts ends of the intervals, ascending; empty for the moving interval
 */
record AxisCuts(long low, long high, int least, int most, long[] cuts) {
  static AxisCuts of(Domain domain, int axis, int least, int most) {
    long low = domain.low(axis);
    long high = domain.high(axis);
    long[] cuts =
        least == most || domain.invariant(axis)
            ? new long[0]
            : LongStream.rangeClosed(least, most)
                .flatMap(k -> LongStream.of(low + k, high + k))
                .distinct()
                .sorted()
                .toArray();
    return new AxisCuts(low, high, least, most, cuts);
  }

  int intervals() {
    return cuts.length == 0 ? 1 : cuts.length - 1;
  }

  /** First position that belongs to the centres {@code [from, ...)} seen from {@code base}. */
  long first(long from, int base) {
    return cuts.length > 0 && from == low ? cuts[0] : from + base;
  }

  /** One past the last position that belongs to the centres {@code [..., to)}. */
  long end(long to, int base) {
    return cuts.length > 0 && to == high ? cuts[cuts.length - 1] : to + base;
  }

  /** Whether an interval lies in the positions seen from offset {@code k}. */
  boolean seen(int interval, int k) {
    return cuts.length == 0 || (cuts[interval] >= low + k && cuts[interval + 1] <= high + k);
  }

  /** Whether an interval is seen from every offset. */
  boolean core(int interval) {
    return seen(interval, least) && seen(interval, most);
  }
}
