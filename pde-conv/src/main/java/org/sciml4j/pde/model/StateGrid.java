package org.sciml4j.pde.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.pde.boundary.AxisBoundary;
import org.sciml4j.pde.boundary.EdgeCondition;
import org.sciml4j.pde.boundary.EdgePosition;
import org.sciml4j.pde.boundary.FieldBoundary;
import org.sciml4j.pde.rhs.ConstrainedStencils;

/**
 * The states that a step is made for.
 *
 * @param variables names, in the order of the state
 * @param spacing distance between grid points along each axis
 * @param dt the step
 * @param boundary what fields are beyond the ends of each axis, or one text for all axes: {@code
 *     periodic}, or one word for both ends, or {@code LOW/HIGH}. Words are {@code zero}, {@code
 *     reflect}, {@code replicate}; {@code value:V} with V at the first point outside and {@code
 *     slope:G} with outward derivative G at the outermost point, {@code face-value:V} and {@code
 *     face-slope:G} half a spacing outside. {@code value:u=1:v=0} has a number for each variable
 */
public record StateGrid(
    List<String> variables, List<Double> spacing, double dt, List<String> boundary) {
  /**
   * Copies the lists; one boundary becomes that of all axes.
   *
   * @throws InvalidInputException if there is no variable or one twice, there are not one to three
   *     axes, a boundary is unknown, a number not positive, or axes and boundaries differ in number
   */
  public StateGrid {
    variables = List.copyOf(variables);
    spacing = List.copyOf(spacing);
    boundary =
        boundary.size() == 1
            ? Collections.nCopies(spacing.size(), boundary.getFirst())
            : List.copyOf(boundary);
    if (variables.isEmpty()) {
      throw new InvalidInputException("variables", "none", "one or more", "name them");
    }
    if (variables.stream().distinct().count() < variables.size()) {
      throw new InvalidInputException(
          "variables", variables, "each once", "name other variables, or fewer");
    }
    if (spacing.isEmpty() || spacing.size() > 3 || !spacing.stream().allMatch(h -> positive(h))) {
      throw new InvalidInputException(
          "spacing", spacing, "one to three numbers above 0", "give one for each axis of space");
    }
    if (boundary.size() != spacing.size()) {
      throw new InvalidInputException(
          "boundary",
          boundary,
          "one for each of the " + spacing.size() + " axes of space",
          "name one for all axes, or one for each");
    }
    for (String text : boundary) {
      BoundaryText.parse(text, variables);
    }
    if (!positive(dt)) {
      throw new InvalidInputException("dt", dt, "a number above 0", "give the time step");
    }
  }

  private static boolean positive(double number) {
    return number > 0 && number < Double.POSITIVE_INFINITY;
  }

  /** Number of axes of space. */
  public int dims() {
    return spacing.size();
  }

  /** Distance between grid points along each axis. */
  public double[] distances() {
    return spacing.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** What fields are beyond their edges. */
  public FieldBoundary edges() {
    return new FieldBoundary(
        boundary.stream().map(text -> BoundaryText.parse(text, variables)).toList());
  }

  /** All derivatives up to an order on this grid; accuracy 0 fixes all moments of their kernels. */
  ConstrainedStencils stencils(int order, int extent, int accuracy) {
    return ConstrainedStencils.upTo(order, extent, distances())
        .accuracy(accuracy == 0 ? ConstrainedStencils.FROZEN : accuracy)
        .boundary(edges());
  }

  /** The same edges on a grid whose points are 1 apart: slopes are those for a step of the grid. */
  FieldBoundary edgesOfUnitSpacing() {
    List<AxisBoundary> known = edges().axes();
    List<AxisBoundary> axes = new ArrayList<>();
    for (int axis = 0; axis < dims(); axis++) {
      AxisBoundary own = known.get(axis);
      double h = spacing.get(axis);
      axes.add(new AxisBoundary(scaled(own.low(), h), scaled(own.high(), h)));
    }
    return new FieldBoundary(axes);
  }

  private static EdgeCondition scaled(EdgeCondition condition, double h) {
    return condition instanceof EdgeCondition.Neumann(List<Double> slopes, EdgePosition position)
        ? new EdgeCondition.Neumann(slopes.stream().map(slope -> slope * h).toList(), position)
        : condition;
  }

  /**
   * The modes that all networks know, axis by axis.
   *
   * @throws InvalidInputException if the ends of an axis differ, or have values or slopes
   */
  public List<BoundaryMode> modes() {
    return edges().axes().stream().map(this::mode).toList();
  }

  private BoundaryMode mode(AxisBoundary axis) {
    return switch (axis.low()) {
      case EdgeCondition.Periodic _ -> BoundaryMode.PERIODIC;
      case EdgeCondition.Extended(BoundaryMode mode) when axis.high().equals(axis.low()) -> mode;
      default ->
          throw new InvalidInputException(
              "boundary",
              boundary,
              "periodic, or zero, reflect or replicate at both ends, for this network",
              "choose another boundary or another network");
    };
  }

  /** The same with another step. */
  public StateGrid dt(double other) {
    return new StateGrid(variables, spacing, other, boundary);
  }
}
