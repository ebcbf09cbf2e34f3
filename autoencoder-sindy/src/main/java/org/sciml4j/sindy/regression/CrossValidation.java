package org.sciml4j.sindy.regression;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;

/**
 * The error of fits on rows they have not seen, over thresholds: each fold is predicted by a fit to
 * the others (Hastie, Tibshirani &amp; Friedman 2009, The Elements of Statistical Learning, on
 * K-fold cross-validation). Folds are factorised once; the problem of all but one is a merge.
 *
 * @param thresholds in the order given
 * @param foldErrors mean squared error {@code [threshold][fold]}, summed over targets
 */
public record CrossValidation(double[] thresholds, double[][] foldErrors) {
  /**
   * Fits at every threshold to all folds but one.
   *
   * @param folds at least two, of disjoint rows
   */
  public static CrossValidation of(
      List<LeastSquaresProblem> folds,
      double[] thresholds,
      DoubleFunction<? extends SparseRegression> method) {
    if (folds.size() < 2) {
      throw new InvalidInputException(
          "folds", folds.size(), "2 or more", "split the rows, e.g. into 5");
    }
    double[][] errors = new double[thresholds.length][folds.size()];
    for (int fold = 0; fold < folds.size(); fold++) {
      LeastSquaresProblem others = allBut(folds, fold);
      LeastSquaresProblem unseen = folds.get(fold);
      for (int i = 0; i < thresholds.length; i++) {
        double[][] w = method.apply(thresholds[i]).coefficients(others);
        errors[i][fold] =
            IntStream.range(0, w.length)
                    .mapToDouble(target -> unseen.squaredResidual(target, w[target]))
                    .sum()
                / unseen.rows();
      }
    }
    return new CrossValidation(thresholds.clone(), errors);
  }

  private static LeastSquaresProblem allBut(List<LeastSquaresProblem> folds, int left) {
    LeastSquaresProblem first = folds.get(0);
    LeastSquaresAccumulator sum = new LeastSquaresAccumulator(first.names(), first.targets());
    for (int fold = 0; fold < folds.size(); fold++) {
      if (fold != left) {
        sum.add(folds.get(fold));
      }
    }
    return sum.problem();
  }

  /** The mean over the folds, for each threshold. */
  public double[] meanErrors() {
    return Arrays.stream(foldErrors)
        .mapToDouble(row -> Arrays.stream(row).average().orElseThrow())
        .toArray();
  }

  /** The standard errors of these means. */
  public double[] standardErrors() {
    double[] means = meanErrors();
    return IntStream.range(0, means.length)
        .mapToDouble(
            i -> {
              int folds = foldErrors[i].length;
              double sum =
                  Arrays.stream(foldErrors[i]).map(e -> (e - means[i]) * (e - means[i])).sum();
              return Math.sqrt(sum / (folds - 1) / folds);
            })
        .toArray();
  }

  /** Which threshold has the least mean error; the first of several. */
  public int best() {
    double[] means = meanErrors();
    return IntStream.range(0, means.length)
        .reduce((a, b) -> means[b] < means[a] ? b : a)
        .orElseThrow();
  }

  /**
   * The largest threshold whose mean error is within one standard error of the least: the sparsest
   * model that the data cannot tell from the best (the one-standard-error rule of the same).
   */
  public int sparsestWithinOneStandardError() {
    int best = best();
    double limit = meanErrors()[best] + standardErrors()[best];
    double[] means = meanErrors();
    return IntStream.range(0, means.length)
        .filter(i -> means[i] <= limit)
        .reduce((a, b) -> thresholds[b] > thresholds[a] ? b : a)
        .orElseThrow();
  }
}
