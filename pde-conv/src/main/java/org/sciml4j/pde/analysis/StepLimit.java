package org.sciml4j.pde.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.analysis.StabilityLimit;
import org.sciml4j.operators.analysis.TimeScheme;
import org.sciml4j.pde.scheme.ButcherTableau;
import org.sciml4j.pde.scheme.TimeStep;

/** The largest stable dt of a trained step, from the linear part of its right-hand side. */
public final class StepLimit {
  /** Points along an axis of the grid on which a right-hand side is probed. */
  private static final long PROBE = 33;

  private StepLimit() {}

  /**
   * The limit at a uniform state; empty where the scheme is no Runge-Kutta scheme of order 1, 2 or
   * 4 with as many stages, or F depends on the whole grid.
   *
   * @param state {@code [variables, space...]}
   * @param uniform the state about which waves are small, a number for each variable; none for
   *     zeros
   */
  public static OptionalDouble of(
      TimeStep step, Parameters parameters, long[] state, double... uniform) {
    Optional<TimeScheme> scheme = scheme(step);
    if (scheme.isEmpty()) {
      return OptionalDouble.empty();
    }
    long[] small = state.clone();
    for (int axis = 1; axis < small.length; axis++) {
      small[axis] = Math.min(PROBE, small[axis]);
    }
    double[] spacing = new double[state.length - 1];
    Arrays.fill(spacing, 1);
    for (long[] grid :
        Arrays.equals(small, state) ? new long[][] {state} : new long[][] {small, state}) {
      try {
        LinearPart part = LinearPart.at(step.rightHandSide(), parameters, grid, spacing, uniform);
        return OptionalDouble.of(part.largestStableStep(scheme.get()));
      } catch (InvalidInputException _) {
        // Fields of a fixed size, or a wide dependence: the next grid may do.
        continue;
      }
    }
    return OptionalDouble.empty();
  }

  /**
   * The limit of a right-hand side that is another stencil at every point: the least of their
   * limits, as if each were that of all points (frozen coefficients: Strikwerda 2004, Finite
   * Difference Schemes and Partial Differential Equations, section 2.3). Empty as that of {@link
   * #of}.
   *
   * @param local stencils of some points
   * @param growth rate at which waves may grow, in 1/time
   */
  public static OptionalDouble ofLocal(TimeStep step, List<Stencil> local, double growth) {
    return scheme(step).stream()
        .flatMapToDouble(
            scheme ->
                local.stream()
                    .mapToDouble(one -> StabilityLimit.allowingGrowth(one, scheme, growth).step()))
        .min();
  }

  private static Optional<TimeScheme> scheme(TimeStep step) {
    if (!(step.scheme() instanceof ButcherTableau tableau) || step.dt() < 0) {
      return Optional.empty();
    }
    return Arrays.stream(TimeScheme.values())
        .filter(one -> one.order() == tableau.order() && tableau.stages() == tableau.order())
        .findFirst();
  }
}
