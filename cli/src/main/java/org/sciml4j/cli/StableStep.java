package org.sciml4j.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.sciml4j.pde.analysis.StepLimit;
import org.sciml4j.pde.model.EulerDesign;
import org.sciml4j.pde.model.StepDesign;
import org.sciml4j.pde.model.StepModel;
import org.sciml4j.pde.model.UNetDesign;

/**
 * The largest step at which small waves do not grow.
 *
 * @param limit 0 where some grow at every step
 * @param about the state that the waves are small about
 */
record StableStep(double limit, String about) {
  /** Relative excess that rounding may cause. */
  private static final double ROUNDING = 1e-6;

  /**
   * Of a model without its mask; none where it is no rate of change or depends on all of the grid.
   *
   * @param state {@code [variables, space...]}
   */
  static Optional<StableStep> of(StepModel model, long... state) {
    StepDesign design = model.design();
    if (design instanceof UNetDesign) {
      return Optional.empty();
    }
    double[] mean =
        design instanceof EulerDesign net
            ? net.normalization().mean().stream().mapToDouble(Double::doubleValue).toArray()
            : new double[0];
    OptionalDouble limit = StepLimit.of(design.step(), model.parameters(), state, mean);
    return limit.isEmpty()
        ? Optional.empty()
        : Optional.of(new StableStep(limit.getAsDouble(), mean.length > 0 ? "the mean" : "zero"));
  }

  /** For a reader. */
  String text() {
    return String.format(
        Locale.ROOT,
        "largest stable %s, for small waves about %s",
        limit > 0 ? Decimal.of(limit) : "none: some waves grow at every step",
        about);
  }

  /** What to tell of steps that are longer. */
  Optional<String> warning(double dt) {
    return dt <= limit * (1 + ROUNDING)
        ? Optional.empty()
        : Optional.of(
            "time step " + Decimal.of(dt) + ", " + text() + ": long rollouts may explode");
  }
}
