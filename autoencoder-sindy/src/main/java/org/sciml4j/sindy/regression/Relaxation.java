package org.sciml4j.sindy.regression;

import java.util.Arrays;
import org.sciml4j.core.InvalidInputException;

/**
 * How SR3 relaxes: min ‖Θ w - y‖²/2 + λ R(u) + ‖w - u‖²/(2ν).
 *
 * @param penalty R
 * @param lambda its weight λ, the same for every coefficient unless {@code weights} is given
 * @param weights λ for each target and column, or null
 * @param nu ν; the smaller, the nearer w and u
 * @param iterations largest number of steps
 * @param tolerance change of u relative to its size at which steps end
 */
public record Relaxation(
    Penalty penalty,
    double lambda,
    double[][] weights,
    double nu,
    int iterations,
    double tolerance) {
  /** Checks the settings. */
  public Relaxation {
    if (!(nu > 0)) {
      throw new InvalidInputException("nu", nu, "above 0", "give e.g. 1");
    }
    if (!(lambda >= 0)) {
      throw new InvalidInputException("lambda", lambda, "0 or more", "give e.g. 0.01");
    }
    if (iterations < 1) {
      throw new InvalidInputException("iterations", iterations, "1 or more", "give e.g. 1000");
    }
  }

  /** That penalty with ν = 1, to a relative change of 1e-10 in at most 10,000 steps. */
  public static Relaxation of(Penalty penalty, double lambda) {
    return new Relaxation(penalty, lambda, null, 1, 10_000, 1e-10);
  }

  /** The l0 penalty that drops coefficients below a threshold: λ = threshold²/(2ν), ν = 1. */
  public static Relaxation threshold(double threshold) {
    return of(Penalty.L0, threshold * threshold / 2);
  }

  /** The same with another ν and the same λ. */
  public Relaxation withNu(double other) {
    return new Relaxation(penalty, lambda, weights, other, iterations, tolerance);
  }

  /** The same with λ for each target and column. */
  public Relaxation withWeights(double[][] others) {
    return new Relaxation(penalty, lambda, others, nu, iterations, tolerance);
  }

  /** The minimiser u for one target. */
  double[] proximal(int target, double[] w) {
    double[] u = new double[w.length];
    for (int j = 0; j < u.length; j++) {
      u[j] = penalty.proximal(w[j], weight(target, j) * nu);
    }
    return u;
  }

  private double weight(int target, int column) {
    return weights == null ? lambda : weights[target][column];
  }

  /** Refuses weights of another shape than the coefficients. */
  void requireShape(LeastSquaresProblem problem) {
    if (weights == null) {
      return;
    }
    boolean fits =
        weights.length == problem.targets()
            && Arrays.stream(weights).allMatch(row -> row.length == problem.columns());
    if (!fits) {
      throw new InvalidInputException(
          "weights",
          weights.length + " targets",
          problem.targets() + " targets by " + problem.columns() + " columns",
          "give one weight per coefficient");
    }
  }

  /** Whether a step changed so little that it was the last. */
  boolean settled(double[] before, double[] after) {
    double change = 0;
    double size = 0;
    for (int j = 0; j < after.length; j++) {
      change += (after[j] - before[j]) * (after[j] - before[j]);
      size += after[j] * after[j];
    }
    return change <= tolerance * tolerance * size;
  }
}
