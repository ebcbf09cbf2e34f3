package org.sciml4j.sindy.differentiation;

import java.util.OptionalDouble;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.univariate.BrentOptimizer;
import org.hipparchus.optim.univariate.SearchInterval;
import org.hipparchus.optim.univariate.UnivariateObjectiveFunction;
import org.sciml4j.core.InvalidInputException;

/**
 * The natural cubic spline f that minimises {@code Σ (y_i - f(t_i))² + λ ∫ f''²}, in time linear in
 * the number of samples, for any spacing. Its second derivative vanishes at both ends, so
 * derivatives are less accurate there.
 *
 * <pre>
 * C. H. Reinsch, Smoothing by spline functions, Numerische Mathematik 10 (1967) 177-183.
 * P. Craven, G. Wahba, Smoothing noisy data with spline functions: estimating the correct degree of
 * smoothing by the method of generalized cross-validation, Numerische Mathematik 31 (1979) 377-403.
 * </pre>
 *
 * @param smoothing λ, in units of time cubed; empty to choose it for each run of samples by
 *     generalised cross-validation
 */
public record SmoothingSpline(OptionalDouble smoothing) implements Differentiation {
  /** Range of log10 λ searched, with the spacing as the unit of time. */
  private static final double ROUGHEST = -6;

  private static final double SMOOTHEST_PER_DECADE_OF_SAMPLES = 4;
  private static final double STEP = 0.5;

  /** Refuses a λ that is negative or not finite. */
  public SmoothingSpline {
    if (smoothing.isPresent()
        && (!(smoothing.getAsDouble() >= 0) || Double.isInfinite(smoothing.getAsDouble()))) {
      throw new InvalidInputException(
          "smoothing",
          smoothing.getAsDouble(),
          "a finite number of at least 0",
          "0 interpolates; leave it out to have it chosen");
    }
  }

  /** A smoothing spline whose λ is chosen by generalised cross-validation. */
  public static SmoothingSpline smoothingSpline() {
    return new SmoothingSpline(OptionalDouble.empty());
  }

  /** A smoothing spline of given λ. */
  public static SmoothingSpline smoothingSpline(double lambda) {
    return new SmoothingSpline(OptionalDouble.of(lambda));
  }

  @Override
  public int fewestSamples(int order) {
    return 5;
  }

  @Override
  public Derivative differentiate(double[] times, double[] values, int order) {
    UniformTimes.requireOrder(order);
    ReinschSystem system = new ReinschSystem(times, values);
    double lambda = smoothing.orElseGet(() -> crossValidated(system, times));
    double[] curvature = system.curvature(lambda);
    double[] smoothed = system.smoothed(lambda, curvature);
    return new Derivative(smoothed, order == 2 ? curvature : slopes(times, smoothed, curvature));
  }

  /** The λ that generalised cross-validation chooses for a run of samples. */
  public double crossValidated(double[] times, double[] values) {
    return crossValidated(new ReinschSystem(times, values), times);
  }

  private static double crossValidated(ReinschSystem system, double[] times) {
    double spacing = (times[times.length - 1] - times[0]) / (times.length - 1);
    double unit = spacing * spacing * spacing;
    double highest = SMOOTHEST_PER_DECADE_OF_SAMPLES * Math.log10(times.length);
    double best = ROUGHEST;
    double lowest = Double.POSITIVE_INFINITY;
    for (double exponent = ROUGHEST; exponent <= highest; exponent += STEP) {
      double score = system.generalisedCrossValidation(unit * Math.pow(10, exponent));
      if (score < lowest) {
        lowest = score;
        best = exponent;
      }
    }
    double exponent =
        new BrentOptimizer(1e-4, 1e-4)
            .optimize(
                new UnivariateObjectiveFunction(
                    e -> system.generalisedCrossValidation(unit * Math.pow(10, e))),
                new SearchInterval(best - STEP, best + STEP, best),
                GoalType.MINIMIZE,
                new MaxEval(200))
            .getPoint();
    return unit * Math.pow(10, exponent);
  }

  private static double[] slopes(double[] t, double[] f, double[] curvature) {
    int last = t.length - 1;
    double[] slopes = new double[t.length];
    for (int i = 0; i < last; i++) {
      double h = t[i + 1] - t[i];
      slopes[i] = (f[i + 1] - f[i]) / h - h / 6 * (2 * curvature[i] + curvature[i + 1]);
    }
    double h = t[last] - t[last - 1];
    slopes[last] =
        (f[last] - f[last - 1]) / h + h / 6 * (curvature[last - 1] + 2 * curvature[last]);
    return slopes;
  }
}
