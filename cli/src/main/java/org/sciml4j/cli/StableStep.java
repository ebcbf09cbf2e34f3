package org.sciml4j.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.sciml4j.core.field.Axis;
import org.sciml4j.pde.analysis.LocalStepLimit;
import org.sciml4j.pde.analysis.StepLimit;
import org.sciml4j.pde.model.EulerDesign;
import org.sciml4j.pde.model.StepDesign;
import org.sciml4j.pde.model.StepModel;
import org.sciml4j.pde.model.UNetDesign;
import org.sciml4j.pde.model.VaryingPdeNetDesign;

/**
 * The largest step at which small waves do not grow.
 *
 * @param limit 0 where some grow at every step
 * @param about the state that the waves are small about
 */
record StableStep(double limit, String about) {
  /** Relative excess that rounding may cause. */
  private static final double ROUNDING = 1e-6;

  /** Errors of coefficients let waves grow; by so much in a step is no instability. */
  private static final double GROWTH = 1e-2;

  /** Where coefficients that vary are looked at; a prime, to see all rows and columns. */
  private static final int POINTS = 211;

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
    if (design instanceof VaryingPdeNetDesign net) {
      OptionalDouble limit = local(net, model);
      return limit.isEmpty()
          ? Optional.empty()
          : Optional.of(new StableStep(limit.getAsDouble(), "zero at the least stable point"));
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

  /** With the coefficients of some points that are not masked. */
  private static OptionalDouble local(VaryingPdeNetDesign net, StepModel model) {
    long[] space = net.axes().stream().mapToLong(Axis::size).toArray();
    int all = Math.toIntExact(Arrays.stream(space).reduce(1, (a, b) -> a * b));
    int[] known =
        IntStream.range(0, all)
            .filter(i -> model.mask().map(mask -> mask.getFlat(i) == 1).orElse(true))
            .toArray();
    int count = Math.min(POINTS, known.length);
    int[] points =
        IntStream.range(0, count)
            .map(i -> known[(int) ((long) i * known.length / count)])
            .toArray();
    return LocalStepLimit.of(
        net.step().scheme(),
        net.net().localStencils(model.parameters(), points, space),
        GROWTH / net.grid().dt());
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
