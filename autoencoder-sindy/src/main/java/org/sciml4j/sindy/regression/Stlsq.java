package org.sciml4j.sindy.regression;

import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;

/**
 * Sequentially thresholded least squares (Brunton, Proctor &amp; Kutz 2016, PNAS 113, 3932,
 * supporting information, code 1): fit, drop what is below the threshold, fit again, until nothing
 * more is dropped. Each fit is min ‖Θ w - y‖² + ridge ‖w‖².
 *
 * @param threshold smallest coefficient that stays, in the units of the coefficients, or of the
 *     normalised columns' coefficients
 * @param ridge weight of ‖w‖²
 * @param iterations largest number of fits
 * @param normalized whether columns are divided by their Euclidean norm first
 * @param unbiased whether the terms left are fitted a last time without ridge
 */
public record Stlsq(
    double threshold, double ridge, int iterations, boolean normalized, boolean unbiased)
    implements SparseRegression {
  private static final double USUAL_RIDGE = 0.05;
  private static final int USUAL_ITERATIONS = 20;

  /** Checks the settings. */
  public Stlsq {
    if (!(threshold >= 0)) {
      throw new InvalidInputException("threshold", threshold, "0 or more", "give e.g. 0.1");
    }
    if (!(ridge >= 0)) {
      throw new InvalidInputException("ridge", ridge, "0 or more", "give e.g. 0.05");
    }
    if (iterations < 1) {
      throw new InvalidInputException("iterations", iterations, "1 or more", "give e.g. 20");
    }
  }

  /** Ridge 0.05, 20 iterations, raw columns, a last fit without ridge. */
  public static Stlsq of(double threshold) {
    return new Stlsq(threshold, USUAL_RIDGE, USUAL_ITERATIONS, false, true);
  }

  /** The same with another threshold. */
  public Stlsq withThreshold(double other) {
    return new Stlsq(other, ridge, iterations, normalized, unbiased);
  }

  /** The same with another ridge. */
  public Stlsq withRidge(double other) {
    return new Stlsq(threshold, other, iterations, normalized, unbiased);
  }

  @Override
  public double[][] coefficients(LeastSquaresProblem problem) {
    Identifiability.of(problem).require();
    int columns = problem.columns();
    double[] scales = normalized ? problem.columnNorms() : Thresholding.everywhere(1, columns);
    LeastSquaresProblem ridged =
        (normalized ? problem.dividedBy(scales) : problem).withRidge(ridge);
    double[] least = Thresholding.everywhere(threshold, columns);
    double[] most = Thresholding.everywhere(Double.POSITIVE_INFINITY, columns);
    double[][] result = new double[problem.targets()][];
    for (int target = 0; target < result.length; target++) {
      double[] w = Thresholding.sweep(ridged.target(target), least, most, iterations);
      for (int j = 0; j < columns; j++) {
        w[j] /= scales[j];
      }
      result[target] = unbiased && ridge > 0 ? refitted(problem, target, w, scales) : w;
    }
    return result;
  }

  /** Without the ridge that held them up, further terms may fall below the threshold. */
  private double[] refitted(
      LeastSquaresProblem problem, int target, double[] chosen, double[] scales) {
    int[] support = Support.of(chosen);
    while (true) {
      double[] w = Support.leastSquares(problem, target, support);
      int[] left =
          IntStream.of(support).filter(j -> Math.abs(w[j]) * scales[j] >= threshold).toArray();
      if (left.length == support.length || left.length == 0) {
        return w;
      }
      support = left;
    }
  }
}
