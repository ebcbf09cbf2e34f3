package org.sciml4j.operators.mks;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;

/**
 * An axis of the periodic domain that kernels span.
 *
 * @param name the axis' name
 * @param units units of the spacing; empty where unknown
 * @param points number of points
 * @param spacing distance of neighbouring points
 */
public record DomainAxis(String name, String units, int points, double spacing) {
  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if there is no point, or the spacing is zero or not finite
   */
  public DomainAxis {
    if (points < 1) {
      throw new InvalidInputException(
          "points along " + name, points, "1 or more", "give the size of the axis");
    }
    if (!Double.isFinite(spacing) || spacing == 0) {
      throw new InvalidInputException(
          "spacing along " + name, spacing, "a finite number other than 0", "correct it");
    }
  }

  /**
   * The axis of a field.
   *
   * @throws InvalidInputException if its points are not equally spaced
   */
  public static DomainAxis of(Axis axis) {
    return new DomainAxis(axis.name(), axis.units(), axis.size(), axis.spacing());
  }

  /** With another number of points. */
  DomainAxis resized(int number) {
    return new DomainAxis(name, units, number, spacing);
  }
}
