package org.sciml4j.pde.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.pde.boundary.AxisBoundary;
import org.sciml4j.pde.boundary.EdgeCondition;
import org.sciml4j.pde.boundary.FieldBoundary;

/**
 * The states that a step is made for.
 *
 * @param variables names, in the order of the state
 * @param spacing distance between grid points along each axis
 * @param dt the step
 * @param boundary one of {@link #boundaries} for each axis, or one for all
 */
public record StateGrid(
    List<String> variables, List<Double> spacing, double dt, List<String> boundary) {
  private static final Map<String, BoundaryMode> MODES =
      Map.of(
          "periodic", BoundaryMode.PERIODIC,
          "zero", BoundaryMode.ZERO,
          "reflect", BoundaryMode.REFLECT,
          "replicate", BoundaryMode.REPLICATE);

  /**
   * Copies the lists; one boundary becomes that of all axes.
   *
   * @throws InvalidInputException if there is no variable, there are not one to three axes, a
   *     boundary is unknown, a number not positive, or axes and boundaries differ in number
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
    if (spacing.isEmpty() || spacing.size() > 3 || !spacing.stream().allMatch(h -> positive(h))) {
      throw new InvalidInputException(
          "spacing", spacing, "one to three numbers above 0", "give one for each axis of space");
    }
    boundary.forEach(mode -> DesignCheck.known("boundary", mode, MODES.keySet()));
    if (boundary.size() != spacing.size()) {
      throw new InvalidInputException(
          "boundary",
          boundary,
          "one for each of the " + spacing.size() + " axes of space",
          "name one for all axes, or one for each");
    }
    if (!positive(dt)) {
      throw new InvalidInputException("dt", dt, "a number above 0", "give the time step");
    }
  }

  private static boolean positive(double number) {
    return number > 0 && number < Double.POSITIVE_INFINITY;
  }

  /** Names of what a field may be beyond the ends of an axis. */
  public static List<String> boundaries() {
    return List.copyOf(new TreeMap<>(MODES).keySet());
  }

  /** Number of axes of space. */
  public int dims() {
    return spacing.size();
  }

  /** Distance between grid points along each axis. */
  public double[] distances() {
    return spacing.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** What the field is beyond its edges, axis by axis. */
  public List<BoundaryMode> modes() {
    return boundary.stream().map(MODES::get).toList();
  }

  /** What the field is beyond its edges. */
  public FieldBoundary edges() {
    return new FieldBoundary(
        modes().stream()
            .map(
                mode ->
                    mode == BoundaryMode.PERIODIC
                        ? EdgeCondition.periodic()
                        : new EdgeCondition.Extended(mode))
            .map(AxisBoundary::both)
            .toList());
  }

  /** The same with another step. */
  public StateGrid dt(double other) {
    return new StateGrid(variables, spacing, other, boundary);
  }
}
