package org.sciml4j.sindy.regression;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;

/**
 * Modified sequentially thresholded least squares of weak SINDy (Messenger &amp; Bortz 2021, J.
 * Comput. Phys. 443, 110525). A coefficient stays while both it and its term's size relative to the
 * target lie between λ and 1/λ: λ max(1, ‖b‖/‖G_i‖) ≤ |w_i| ≤ min(1, ‖b‖/‖G_i‖)/λ. Of the
 * thresholds the smallest with the least loss ‖G(w_λ - w_LS)‖/‖G w_LS‖ + nnz/J is taken, for each
 * target on its own. Coefficients should be near one, so rescale the data first.
 *
 * @param thresholds the values of λ tried, ascending
 */
public record ModifiedStlsq(double[] thresholds) implements SparseRegression {
  private static final int USUAL_COUNT = 50;
  private static final double LEAST_EXPONENT = -4;

  /** Checks the settings. */
  public ModifiedStlsq {
    thresholds = thresholds.clone();
    Arrays.sort(thresholds);
    if (thresholds.length == 0 || !(thresholds[0] > 0)) {
      throw new InvalidInputException(
          "thresholds", Arrays.toString(thresholds), "positive numbers", "give e.g. 1e-4 to 1");
    }
  }

  /** The fifty thresholds of the paper, 1e-4 to 1 in equal ratios. */
  public static ModifiedStlsq published() {
    return new ModifiedStlsq(
        IntStream.range(0, USUAL_COUNT)
            .mapToDouble(i -> Math.pow(10, LEAST_EXPONENT * (1 - i / (USUAL_COUNT - 1.0))))
            .toArray());
  }

  /**
   * The chosen threshold with what it leaves.
   *
   * @param threshold λ
   * @param loss of the paper
   * @param coefficients of the target
   */
  public record Choice(double threshold, double loss, double[] coefficients) {}

  @Override
  public double[][] coefficients(LeastSquaresProblem problem) {
    return problem.eachTarget(target -> choose(problem, target).coefficients());
  }

  /** The threshold of least loss for one target. */
  public Choice choose(LeastSquaresProblem problem, int target) {
    return losses(problem, target).stream()
        .reduce((a, b) -> b.loss() < a.loss() ? b : a)
        .orElseThrow();
  }

  /** What every threshold leaves of one target, in ascending order. */
  public List<Choice> losses(LeastSquaresProblem problem, int target) {
    Identifiability.of(problem).require();
    LeastSquaresProblem single = problem.target(target);
    double[] full = single.solve(0);
    double fitted = Math.sqrt(single.squaredTarget(0) - single.outside()[0]);
    double[] norms = single.columnNorms();
    double size = Math.sqrt(single.squaredTarget(0));
    return Arrays.stream(thresholds)
        .mapToObj(
            lambda -> {
              double[] w =
                  Thresholding.sweep(
                      single,
                      bounds(norms, ratio -> lambda * Math.max(1, ratio), size),
                      bounds(norms, ratio -> Math.min(1, ratio) / lambda, size),
                      full.length);
              double change = fitted == 0 ? 0 : distance(single, w, full) / fitted;
              return new Choice(lambda, change + (double) Support.of(w).length / w.length, w);
            })
        .toList();
  }

  /** As {@code ModifiedStlsq[50 thresholds from 1.0E-4 to 1.0]}. */
  @Override
  public String toString() {
    return "ModifiedStlsq["
        + thresholds.length
        + " thresholds from "
        + thresholds[0]
        + " to "
        + thresholds[thresholds.length - 1]
        + "]";
  }

  private static double[] bounds(double[] norms, DoubleUnaryOperator bound, double size) {
    return Arrays.stream(norms).map(norm -> bound.applyAsDouble(size / norm)).toArray();
  }

  /** ‖Θ(v - w)‖. */
  private static double distance(LeastSquaresProblem problem, double[] v, double[] w) {
    double sum = 0;
    for (int i = 0; i < v.length; i++) {
      double component = 0;
      for (int j = i; j < v.length; j++) {
        component += problem.r()[i][j] * (v[j] - w[j]);
      }
      sum += component * component;
    }
    return Math.sqrt(sum);
  }
}
