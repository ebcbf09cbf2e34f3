package org.sciml4j.sindy.field;

import java.util.Arrays;
import org.sciml4j.core.InvalidInputException;

/**
 * A uniform axis of space or time.
 *
 * @param name one letter, as in {@code u_x}
 * @param first coordinate of the first point
 * @param spacing distance between neighbouring points
 * @param points how many there are
 * @param periodic whether the first point follows {@code spacing} after the last
 */
public record FieldAxis(String name, double first, double spacing, int points, boolean periodic) {
  /**
   * Checks the axis.
   *
   * @throws InvalidInputException if it has no points, or a spacing that is not positive and finite
   */
  public FieldAxis {
    if (name.length() != 1 || !Character.isLetter(name.charAt(0))) {
      throw new InvalidInputException(
          "axis name", "'" + name + "'", "one letter", "call the axes x, y, z and t");
    }
    if (points < 1) {
      throw new InvalidInputException(
          "points of axis " + name, points, "1 or more", "give a grid with points");
    }
    if (!(spacing > 0) || Double.isInfinite(spacing) || !Double.isFinite(first)) {
      throw new InvalidInputException(
          "spacing of axis " + name,
          spacing,
          "a positive number",
          "give coordinates that increase in equal steps");
    }
  }

  /** A periodic axis of points {@code first}, ..., {@code first + length (1 - 1/points)}. */
  public static FieldAxis periodic(String name, double first, double length, int points) {
    return new FieldAxis(name, first, length / points, points, true);
  }

  /** An axis of points {@code first}, ..., {@code first + (points - 1) spacing} with two ends. */
  public static FieldAxis bounded(String name, double first, double spacing, int points) {
    return new FieldAxis(name, first, spacing, points, false);
  }

  /** The coordinate of a point. */
  public double coordinate(int point) {
    return first + point * spacing;
  }

  /** The coordinates of all points. */
  public double[] coordinates() {
    double[] coordinates = new double[points];
    Arrays.setAll(coordinates, this::coordinate);
    return coordinates;
  }

  /** The length of the period. */
  public double period() {
    return points * spacing;
  }
}
