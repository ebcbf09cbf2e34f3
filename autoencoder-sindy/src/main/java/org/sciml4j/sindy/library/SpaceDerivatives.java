package org.sciml4j.sindy.library;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.InvalidInputException;

/**
 * Which derivatives along the axes of a grid occur.
 *
 * @param axes the axes, a small letter each: {@code "x"} to {@code "xyz"}
 * @param order the highest total order
 * @param mixed whether derivatives along several axes occur
 */
public record SpaceDerivatives(String axes, int order, boolean mixed) {
  /**
   * Checks axes and order.
   *
   * @throws InvalidInputException if the axes are not one to three different small letters, or the
   *     order is below 1
   */
  public SpaceDerivatives {
    if (!axes.matches("[a-z]{1,3}") || axes.chars().distinct().count() < axes.length()) {
      throw new InvalidInputException(
          "axes of a library", "'" + axes + "'", "one to three different letters", "give 'xy'");
    }
    Terms.requireAtLeast("order of the derivatives of a library", order, 1);
  }

  /** All derivatives along axes up to a total order. */
  public static SpaceDerivatives upTo(int order, String axes) {
    return new SpaceDerivatives(axes, order, true);
  }

  /** The same without derivatives along several axes. */
  public SpaceDerivatives withoutMixed() {
    return new SpaceDerivatives(axes, order, false);
  }

  /** The axes of each derivative by order: {@code x, y, xx, xy, yy}. */
  public List<String> all() {
    List<String> all = new ArrayList<>();
    List<String> last = List.of("");
    for (int n = 1; n <= order; n++) {
      List<String> next = new ArrayList<>();
      for (String lower : last) {
        for (char axis : axes.toCharArray()) {
          boolean sorted =
              lower.isEmpty() || axes.indexOf(lower.charAt(n - 2)) <= axes.indexOf(axis);
          if (sorted && (mixed || lower.isEmpty() || lower.charAt(n - 2) == axis)) {
            next.add(lower + axis);
          }
        }
      }
      all.addAll(next);
      last = next;
    }
    return List.copyOf(all);
  }
}
