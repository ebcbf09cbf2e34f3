package org.sciml4j.sindy.field;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.InvalidInputException;

/**
 * A uniform grid in one to three dimensions; values on it are stored row by row.
 *
 * @param axes slowest first, with different names
 */
public record SpaceGrid(List<FieldAxis> axes) {
  /**
   * Checks the axes.
   *
   * @throws InvalidInputException if there are none or more than three, or two have one name
   */
  public SpaceGrid {
    axes = List.copyOf(axes);
    List<String> names = axes.stream().map(FieldAxis::name).toList();
    if (axes.isEmpty() || axes.size() > 3 || names.stream().distinct().count() < names.size()) {
      throw new InvalidInputException(
          "axes", names, "one to three axes of different names", "give each axis its own letter");
    }
  }

  /** The grid of some axes, slowest first. */
  public static SpaceGrid of(FieldAxis... axes) {
    return new SpaceGrid(List.of(axes));
  }

  /** Number of points in all. */
  public int points() {
    return axes.stream().mapToInt(FieldAxis::points).reduce(1, Math::multiplyExact);
  }

  /** Number of points along each axis. */
  public int[] shape() {
    return axes.stream().mapToInt(FieldAxis::points).toArray();
  }

  /** The letters of the axes, slowest first. */
  public List<String> names() {
    return axes.stream().map(FieldAxis::name).toList();
  }

  /**
   * How often each axis occurs among the letters of a derivative.
   *
   * @param letters as in {@code u_xxy}; none for the field itself
   * @throws InvalidInputException if a letter names no axis
   */
  public List<Integer> orders(String letters) {
    List<String> names = names();
    Integer[] orders = new Integer[names.size()];
    Arrays.fill(orders, 0);
    for (int i = 0; i < letters.length(); i++) {
      int axis = names.indexOf(letters.substring(i, i + 1));
      if (axis < 0) {
        throw new InvalidInputException(
            "derivative", letters, "letters of the axes " + names, "differentiate along the grid");
      }
      orders[axis]++;
    }
    return List.of(orders);
  }

  /** A function's values at the points; it is given the coordinates in the order of the axes. */
  public double[] sample(PointFunction function) {
    double[] values = new double[points()];
    double[] at = new double[axes.size()];
    for (int point = 0; point < values.length; point++) {
      int rest = point;
      for (int axis = axes.size() - 1; axis >= 0; axis--) {
        FieldAxis along = axes.get(axis);
        at[axis] = along.coordinate(rest % along.points());
        rest /= along.points();
      }
      values[point] = function.at(at);
    }
    return values;
  }

  /** The letters of a derivative of these orders, in the order of the axes. */
  public String letters(List<Integer> orders) {
    List<String> letters = new ArrayList<>();
    for (int axis = 0; axis < axes.size(); axis++) {
      letters.add(axes.get(axis).name().repeat(orders.get(axis)));
    }
    return String.join("", letters);
  }

  /** A function of the coordinates. */
  @FunctionalInterface
  public interface PointFunction {
    /** Its value at a point. */
    double at(double... coordinates);
  }
}
