package org.sciml4j.pde.analysis;

import java.util.Arrays;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.tensor.Tensor;

/**
 * What a step does to a state, variable by variable.
 *
 * @param sumChange change of the sum of all values, relative to the sum of magnitudes
 * @param sumSensitivity how far from 1 the derivative of the next sum by a value is at the most: 0
 *     where the step keeps the sum of every state near this one
 * @param overshoot how far the next state exceeds the largest value, in units of the range;
 *     negative where it stays below
 * @param undershoot how far it falls below the least value, likewise
 */
public record StepCheck(
    double[] sumChange, double[] sumSensitivity, double[] overshoot, double[] undershoot) {
  /** Copies the numbers. */
  public StepCheck {
    sumChange = sumChange.clone();
    sumSensitivity = sumSensitivity.clone();
    overshoot = overshoot.clone();
    undershoot = undershoot.clone();
  }

  /**
   * Takes one step.
   *
   * @param step whole step, with the shape of its input
   * @param state {@code [variables, space...]}
   */
  public static StepCheck of(Layer step, Parameters parameters, Tensor state) {
    int variables = Math.toIntExact(state.size(0));
    double[] u = state.toDoubles();
    int points = u.length / variables;
    double[] change = new double[variables];
    double[] sensitivity = new double[variables];
    double[] over = new double[variables];
    double[] under = new double[variables];
    try (LayerDerivative derivative = new LayerDerivative(step, parameters, state.shape(), true)) {
      derivative.at(u);
      for (int variable = 0; variable < variables; variable++) {
        int from = variable * points;
        double[] ones = new double[u.length];
        Arrays.fill(ones, from, from + points, 1);
        double[] sumBy = derivative.times(ones);
        for (int i = 0; i < u.length; i++) {
          sensitivity[variable] = Math.max(sensitivity[variable], Math.abs(sumBy[i] - ones[i]));
        }
        double[] next = Arrays.copyOfRange(derivative.value(), from, from + points);
        double[] last = Arrays.copyOfRange(u, from, from + points);
        double magnitude = Arrays.stream(last).map(Math::abs).sum();
        change[variable] =
            (Arrays.stream(next).sum() - Arrays.stream(last).sum())
                / (magnitude == 0 ? 1 : magnitude);
        double most = Arrays.stream(last).max().orElse(0);
        double least = Arrays.stream(last).min().orElse(0);
        double range = most > least ? most - least : 1;
        over[variable] = (Arrays.stream(next).max().orElse(0) - most) / range;
        under[variable] = (least - Arrays.stream(next).min().orElse(0)) / range;
      }
    }
    return new StepCheck(change, sensitivity, over, under);
  }

  /** Whether the sums of all variables stay, here and for states near this one. */
  public boolean conservesSums(double tolerance) {
    return Arrays.stream(sumChange).allMatch(x -> Math.abs(x) <= tolerance)
        && Arrays.stream(sumSensitivity).allMatch(x -> x <= tolerance);
  }

  /** Whether no variable leaves its range. */
  public boolean keepsRange(double tolerance) {
    return Arrays.stream(overshoot).allMatch(x -> x <= tolerance)
        && Arrays.stream(undershoot).allMatch(x -> x <= tolerance);
  }

  /** A copy. */
  @Override
  public double[] sumChange() {
    return sumChange.clone();
  }

  /** A copy. */
  @Override
  public double[] sumSensitivity() {
    return sumSensitivity.clone();
  }

  /** A copy. */
  @Override
  public double[] overshoot() {
    return overshoot.clone();
  }

  /** A copy. */
  @Override
  public double[] undershoot() {
    return undershoot.clone();
  }
}
