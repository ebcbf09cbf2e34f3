package org.sciml4j.sindy.differentiation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.data.Column;
import org.sciml4j.sindy.data.Trajectory;

/** A method that finds the time derivatives of samples. */
public sealed interface Differentiation
    permits FiniteDifferences,
        SavitzkyGolay,
        SmoothingSpline,
        SpectralDifferentiation,
        TotalVariation,
        GivenDerivatives {

  /**
   * Differentiates one run of samples.
   *
   * @param times strictly increasing
   * @param values finite, one per time, at least {@link #fewestSamples}
   * @param order of the derivative, 1 or 2
   */
  Derivative differentiate(double[] times, double[] values, int order);

  /** The fewest samples in a row that the derivative can be computed from. */
  int fewestSamples(int order);

  /**
   * What the derivative would change by if it were computed with a higher order of accuracy, an
   * estimate of its truncation error at each time, where theory gives one.
   */
  default Optional<double[]> truncationErrors(double[] times, double[] values, int order) {
    return Optional.empty();
  }

  /**
   * The standard deviation of the derivative for independent noise of standard deviation 1 in the
   * values, at each time, where the method is linear.
   */
  default Optional<double[]> noiseGains(double[] times, int order) {
    return Optional.empty();
  }

  /**
   * Differentiates the states of a trajectory. Runs between missing samples are differentiated each
   * for itself; derivatives are NaN where a sample is missing or its run too short.
   *
   * @return for each state
   * @throws InvalidInputException if a state has no run that is long enough
   */
  default List<Derivative> differentiate(Trajectory trajectory, int order) {
    List<Derivative> derivatives = new ArrayList<>();
    for (Column state : trajectory.states()) {
      derivatives.add(differentiate(trajectory.times(), state, order));
    }
    return derivatives;
  }

  private Derivative differentiate(double[] times, Column state, int order) {
    double[] values = state.values();
    double[] smoothed = filled(values.length);
    double[] derivative = filled(values.length);
    int fewest = fewestSamples(order);
    int longest = 0;
    for (int start = 0; start < values.length; ) {
      int end = start;
      while (end < values.length && !Double.isNaN(values[end])) {
        end++;
      }
      longest = Math.max(longest, end - start);
      if (end - start >= fewest) {
        Derivative run =
            differentiate(
                Arrays.copyOfRange(times, start, end),
                Arrays.copyOfRange(values, start, end),
                order);
        System.arraycopy(run.smoothed(), 0, smoothed, start, end - start);
        System.arraycopy(run.values(), 0, derivative, start, end - start);
      }
      start = end + 1;
    }
    if (longest < fewest) {
      throw new InvalidInputException(
          "state " + state.name(),
          longest + " samples in a row",
          "at least " + fewest + " for " + this,
          "give longer trajectories or a method with a shorter stencil");
    }
    return new Derivative(smoothed, derivative);
  }

  private static double[] filled(int length) {
    double[] values = new double[length];
    Arrays.fill(values, Double.NaN);
    return values;
  }
}
