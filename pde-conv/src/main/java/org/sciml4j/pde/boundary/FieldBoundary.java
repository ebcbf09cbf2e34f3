package org.sciml4j.pde.boundary;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.stencil.BoundaryMode;

/**
 * What a field is beyond its edges, for each axis and side.
 *
 * @param axes one for each space axis, in the order of the field's axes
 */
public record FieldBoundary(List<AxisBoundary> axes) {
  /**
   * Copies the list.
   *
   * @throws InvalidInputException if there are not one to three axes
   */
  public FieldBoundary {
    axes = List.copyOf(axes);
    if (axes.isEmpty() || axes.size() > 3) {
      throw new InvalidInputException(
          "axes of a boundary", axes.size(), "one to three", "give one for each space axis");
    }
  }

  /** Periodic along all axes. */
  public static FieldBoundary periodic(int dims) {
    return all(dims, EdgeCondition.periodic());
  }

  /** The same condition at all edges. */
  public static FieldBoundary all(int dims, EdgeCondition condition) {
    return new FieldBoundary(Collections.nCopies(dims, AxisBoundary.both(condition)));
  }

  /** With other conditions at the ends of one axis. */
  public FieldBoundary axis(int axis, EdgeCondition low, EdgeCondition high) {
    List<AxisBoundary> changed = new ArrayList<>(axes);
    changed.set(axis, new AxisBoundary(low, high));
    return new FieldBoundary(changed);
  }

  /** Number of space axes. */
  public int dims() {
    return axes.size();
  }

  /** Whether no condition has a number for each variable. */
  public boolean isSameForAllVariables() {
    return axes.stream().allMatch(axis -> axis.low().numbers() <= 1 && axis.high().numbers() <= 1);
  }

  /**
   * A field batch continued beyond its edges, in the order of the axes: corners belong to the last
   * axis.
   *
   * @param u {@code [n, variables, space...]}
   * @param reach points added at both ends of each axis
   * @param spacing distance between points along each axis, for slopes
   * @throws InvalidInputException if the field has other axes, is too small to be mirrored, or a
   *     condition has other than one number or one for each variable
   */
  public Value extend(Value u, int[] reach, double[] spacing) {
    if (u.rank() != dims() + 2) {
      throw new InvalidInputException(
          "field batch",
          u.type(),
          "[n, variables, " + dims() + " space axes]",
          "choose a boundary for as many axes");
    }
    if (axes.stream().allMatch(axis -> isMode(axis.low()) && isMode(axis.high()))) {
      List<Padding> paddings = new ArrayList<>(List.of(Padding.NONE, Padding.NONE));
      for (int axis = 0; axis < dims(); axis++) {
        paddings.add(padding(axes.get(axis), reach[axis]));
      }
      return u.pad(paddings);
    }
    Value extended = u;
    for (int axis = 0; axis < dims(); axis++) {
      extended =
          new AxisExtension(2 + axis, reach[axis], spacing[axis]).of(extended, axes.get(axis));
    }
    return extended;
  }

  static boolean isMode(EdgeCondition condition) {
    return condition instanceof EdgeCondition.Periodic
        || condition instanceof EdgeCondition.Extended;
  }

  static Padding padding(AxisBoundary axis, int reach) {
    return new Padding(reach, reach, mode(axis.low()), mode(axis.high()));
  }

  private static BoundaryMode mode(EdgeCondition condition) {
    return condition instanceof EdgeCondition.Extended extended
        ? extended.mode()
        : BoundaryMode.PERIODIC;
  }
}
