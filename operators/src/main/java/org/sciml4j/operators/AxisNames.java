package org.sciml4j.operators;

import java.util.List;
import org.sciml4j.core.InvalidInputException;

/**
 * What axes are called where nobody said. Axes follow the CF order of files: the last one is x, the
 * one before y, the one before z.
 */
public final class AxisNames {
  private static final List<String> ALL = List.of("z", "y", "x");

  private AxisNames() {}

  /** {@code [x]}, {@code [y, x]} or {@code [z, y, x]}. */
  public static List<String> standard(int dims) {
    return ALL.subList(ALL.size() - dims, ALL.size());
  }

  /** The names given, checked to be one per axis, or the standard ones where none are given. */
  static List<String> orStandard(int dims, String... names) {
    if (names.length == 0) {
      return standard(dims);
    }
    if (names.length != dims) {
      throw new InvalidInputException(
          "axis names", List.of(names), dims + " names", "give one per axis");
    }
    return List.of(names);
  }
}
