package org.sciml4j.pde.analysis;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.pde.scheme.TimeStep;

/** The largest stable dt of a trained step, from the linear part of its right-hand side. */
public final class StepLimit {
  /** Points along an axis of the grid on which a right-hand side is probed. */
  private static final long PROBE = 33;

  /** Points along each axis whose linear parts are looked at. */
  private static final int POINTS = 3;

  private StepLimit() {}

  /**
   * The limit at a uniform state: the least of those of some points across the grid, which differ
   * where coefficients or masks vary in space. Empty for schemes with a linear part of their own,
   * for steps back in time, and where F depends on the whole grid.
   *
   * @param state {@code [variables, space...]}
   * @param uniform the state about which waves are small, a number for each variable; none for
   *     zeros
   */
  public static OptionalDouble of(
      TimeStep step, Parameters parameters, long[] state, double... uniform) {
    if (step.dt() < 0 || ModeGrowth.of(step.scheme()).isEmpty()) {
      return OptionalDouble.empty();
    }
    long[] probe = state.clone();
    Arrays.fill(probe, 1, probe.length, PROBE);
    for (long[] grid : List.of(probe, state)) {
      try {
        return parts(step, parameters, grid, uniform).stream()
            .mapToDouble(part -> part.largestStableStep(step.scheme()).orElseThrow())
            .min();
      } catch (InvalidInputException _) {
        // Fields of a fixed size, or a wide dependence: the next grid may do.
        continue;
      }
    }
    return OptionalDouble.empty();
  }

  /** The linear parts of points across a grid, each once. */
  private static Set<LinearPart> parts(
      TimeStep step, Parameters parameters, long[] grid, double[] uniform) {
    Set<LinearPart> parts = new LinkedHashSet<>();
    double[] spacing = new double[grid.length - 1];
    Arrays.fill(spacing, 1);
    try (LayerDerivative derivative =
        new LayerDerivative(step.rightHandSide(), parameters, grid, true)) {
      derivative.at(LinearPart.uniform(derivative.size(), (int) grid[0], uniform));
      for (int number = 0; number < Math.pow(POINTS, spacing.length); number++) {
        int[] point = new int[spacing.length];
        int rest = number;
        for (int axis = 0; axis < point.length; axis++) {
          point[axis] = (int) (grid[1 + axis] * (1 + rest % POINTS) / (1 + POINTS));
          rest /= POINTS;
        }
        boolean middle = number == (int) Math.pow(POINTS, spacing.length) / 2;
        part(derivative, grid, spacing, point, middle).ifPresent(parts::add);
      }
    }
    return parts;
  }

  /** Empty where a point depends on the edge, but for one that has to be known. */
  private static Optional<LinearPart> part(
      LayerDerivative derivative, long[] grid, double[] spacing, int[] point, boolean needed) {
    try {
      return Optional.of(LinearPart.at(derivative, grid, spacing, point));
    } catch (InvalidInputException atTheEdge) {
      if (needed) {
        throw atTheEdge;
      }
      return Optional.empty();
    }
  }
}
