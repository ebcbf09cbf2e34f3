package org.sciml4j.core.graph;

import org.sciml4j.core.InvalidInputException;

/**
 * Positions {@code from, from + step, ...} along one axis.
 *
 * @param from first position, from 0
 * @param count number of positions
 * @param step distance between neighbours, at least 1
 */
public record Span(long from, long count, long step) {
  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if one is negative or the step is zero
   */
  public Span {
    if (from < 0 || count < 0 || step < 1) {
      throw new InvalidInputException(
          "span",
          "from " + from + ", " + count + " positions, step " + step,
          "a first position and a count of 0 or more and a step of at least 1",
          "count positions from 0");
    }
  }

  /** Positions {@code from} to {@code to - 1}. */
  public static Span of(long from, long to) {
    return new Span(from, to - from, 1);
  }

  /** All positions of an axis. */
  public static Span all(long extent) {
    return new Span(0, extent, 1);
  }

  /** Whether every position lies on an axis of that extent. */
  public boolean fits(long extent) {
    return count == 0 ? from <= extent : from < extent && count - 1 <= (extent - 1 - from) / step;
  }
}
