package org.sciml4j.core.graph;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.stencil.BoundaryMode;

/**
 * What is added at both ends of one axis: {@code PERIODIC 1234 -> 34|1234|12}, {@code ZERO 1234 ->
 * 00|1234|00}, {@code REFLECT 1234 -> 32|1234|32}, {@code REPLICATE 1234 -> 11|1234|44}.
 *
 * @param low number of points before the first
 * @param high number of points after the last
 * @param lowMode where the points before take their values
 * @param highMode where the points after take their values
 */
public record Padding(long low, long high, BoundaryMode lowMode, BoundaryMode highMode) {
  /** Nothing added. */
  public static final Padding NONE = new Padding(0, 0, BoundaryMode.ZERO, BoundaryMode.ZERO);

  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if one is negative, or the mode is {@code VALID} and points are
   *     added
   */
  public Padding {
    if (low < 0 || high < 0) {
      throw new InvalidInputException(
          "padding", low + " and " + high, "zero points or more", "slice to remove points");
    }
    requireValues(low, lowMode);
    requireValues(high, highMode);
  }

  private static void requireValues(long points, BoundaryMode mode) {
    if (points > 0 && mode == BoundaryMode.VALID) {
      throw new InvalidInputException(
          "padding",
          points + " points of mode VALID",
          "no points, or a mode that has values for them",
          "choose another boundary mode");
    }
  }

  /** The same number of points and the same mode at both ends. */
  public static Padding both(long points, BoundaryMode mode) {
    return new Padding(points, points, mode, mode);
  }

  /**
   * The position on an axis of {@code extent} points that gives the value of padded position {@code
   * index}, counted from the first added point; {@link BoundaryMode#NOTHING} for a zero.
   */
  public long source(long index, long extent) {
    long position = index - low;
    return (position < 0 ? lowMode : highMode).source(position, extent);
  }
}
