package org.sciml4j.sindy.regression;

import java.util.Arrays;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/**
 * The coefficients of one method over a range of thresholds, to draw and to choose from.
 *
 * @param thresholds in the order given
 * @param coefficients {@code [threshold][target][column]}, zero where a term is dropped
 * @param problem that was fitted
 */
public record CoefficientPath(
    double[] thresholds, double[][][] coefficients, LeastSquaresProblem problem) {
  /** Fits at every threshold. */
  public static CoefficientPath of(
      LeastSquaresProblem problem,
      double[] thresholds,
      DoubleFunction<? extends SparseRegression> method) {
    return new CoefficientPath(
        thresholds.clone(),
        Arrays.stream(thresholds)
            .mapToObj(threshold -> method.apply(threshold).coefficients(problem))
            .toArray(double[][][]::new),
        problem);
  }

  /** Numbers from {@code least} to {@code most} in equal ratios. */
  public static double[] geometric(double least, double most, int count) {
    double ratio = most / least;
    return IntStream.range(0, count)
        .mapToDouble(i -> least * Math.pow(ratio, count == 1 ? 0 : i / (count - 1.0)))
        .toArray();
  }

  /** Number of terms {@code [threshold][target]}. */
  public int[][] terms() {
    return Arrays.stream(coefficients)
        .map(w -> Arrays.stream(w).mapToInt(row -> Support.of(row).length).toArray())
        .toArray(int[][]::new);
  }

  /** Squared residuals {@code [threshold][target]}. */
  public double[][] squaredResiduals() {
    return Arrays.stream(coefficients)
        .map(
            w ->
                IntStream.range(0, w.length)
                    .mapToDouble(target -> problem.squaredResidual(target, w[target]))
                    .toArray())
        .toArray(double[][]::new);
  }

  /** The criterion of all targets together for each threshold. */
  public double[] values(InformationCriterion criterion) {
    return Arrays.stream(coefficients)
        .mapToDouble(
            w ->
                IntStream.range(0, w.length)
                    .mapToDouble(target -> criterion.value(problem, target, w[target]))
                    .sum())
        .toArray();
  }

  /** Which threshold has the least criterion; the first of several. */
  public int best(InformationCriterion criterion) {
    double[] values = values(criterion);
    return IntStream.range(0, values.length)
        .reduce((a, b) -> values[b] < values[a] ? b : a)
        .orElseThrow();
  }
}
