package org.sciml4j.sindy;

import java.util.List;

/**
 * How a model came about.
 *
 * @param rows of the regression
 * @param scores of each equation on the data it was fitted to: 1 less the share of the variance of
 *     its left-hand side that it does not explain
 * @param residuals root mean square of each equation's residual
 * @param settings library, regression and formulation as text
 */
public record Fit(long rows, List<Double> scores, List<Double> residuals, String settings) {
  /** Copies the lists. */
  public Fit {
    scores = List.copyOf(scores);
    residuals = List.copyOf(residuals);
  }

  /** The mean of the equations' scores. */
  public double score() {
    return scores.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
