package org.sciml4j.cli;

import java.util.Arrays;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.sindy.field.FieldAxis;

/**
 * An axis of a file as the equations see it.
 *
 * @param source the axis in the file
 * @param uniform the same in equal steps upwards, under one letter
 * @param reversed whether it counts downwards in the file
 */
record GridAxis(Axis source, FieldAxis uniform, boolean reversed) {
  /**
   * Reads an axis.
   *
   * @param spacing between points instead of the file's; null for that
   * @param option that gives the spacing, for messages
   */
  static GridAxis of(Axis source, String letter, Double spacing, boolean periodic, String option) {
    int points = source.size();
    if (spacing != null) {
      if (!(spacing > 0) || Double.isInfinite(spacing)) {
        throw new InvalidInputException(
            option, spacing, "a positive number", "give the distance of neighbouring points");
      }
      double[] at = source.coordinates();
      boolean isReversed = points > 1 && at[points - 1] < at[0];
      double lowest = points == 0 ? 0 : at[isReversed ? points - 1 : 0];
      double first = Double.isFinite(lowest) ? lowest : 0;
      FieldAxis uniform = new FieldAxis(letter, first, spacing, points, periodic);
      return new GridAxis(source, uniform, isReversed);
    }
    if (Arrays.stream(source.coordinates()).anyMatch(Double::isNaN)) {
      throw new InvalidInputException(
          option,
          "missing for axis " + source.name(),
          "its spacing, as the file has no coordinates",
          option.equals("--dt")
              ? "write for example --dt 0.1"
              : "write for example --spacing " + source.name() + "=0.1");
    }
    double step = uniformSpacing(source);
    double first = source.coordinates()[step < 0 ? points - 1 : 0];
    return new GridAxis(
        source, new FieldAxis(letter, first, Math.abs(step), points, periodic), step < 0);
  }

  private static double uniformSpacing(Axis source) {
    try {
      return source.spacing();
    } catch (InvalidInputException notUniform) {
      throw new InvalidInputException(
          notUniform.getMessage().replaceFirst("; .*", "")
              + "; interpolate to equal steps, or select a part that has them with --slice "
              + source.name()
              + "=A:B",
          notUniform);
    }
  }

  /** Where a point of the equations' axis lies in the file. */
  int position(int point) {
    return reversed ? uniform.points() - 1 - point : point;
  }

  /** As a line for a reader: {@code x 128 points, spacing 0.125, periodic}. */
  String text() {
    String name = uniform.name().equals(source.name()) ? "" : " (" + source.name() + ")";
    return uniform.name()
        + name
        + " "
        + uniform.points()
        + " points, spacing "
        + Decimal.of(uniform.spacing())
        + (source.units().isEmpty() ? "" : " " + source.units().replaceFirst(" since .*", ""))
        + (uniform.periodic() ? ", periodic" : "");
  }
}
