package org.sciml4j.pde.boundary;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.pde.boundary.EdgeCondition.Periodic;

/**
 * Both ends of one axis.
 *
 * @param low before the first point
 * @param high behind the last point
 */
public record AxisBoundary(EdgeCondition low, EdgeCondition high) {
  /**
   * Checks that both ends fit.
   *
   * @throws InvalidInputException if one is periodic and the other is not
   */
  public AxisBoundary {
    if (low instanceof Periodic != high instanceof Periodic) {
      throw new InvalidInputException(
          "ends of an axis", low + " and " + high, "both periodic or neither", "correct one");
    }
  }

  /** The same condition at both ends. */
  public static AxisBoundary both(EdgeCondition condition) {
    return new AxisBoundary(condition, condition);
  }
}
