package org.sciml4j.operators.fit;

import org.sciml4j.core.correlation.Correlations;
import org.sciml4j.core.correlation.DoubleDouble;

/**
 * What a fit says in numbers, unknown by unknown.
 *
 * @param values the unknowns
 * @param covariance of the unknowns
 * @param residualVariance mean square of the residual, corrected for the unknowns
 * @param rSquared share of the target's variation that is explained
 * @param targetVariance mean square of the target
 * @param roundingVariance variance of a residual that consists of rounding only
 */
record FitNumbers(
    LeastSquares solution,
    double[] values,
    double[][] covariance,
    double residualVariance,
    double rSquared,
    double targetVariance,
    double roundingVariance,
    long samples,
    long leftOut) {

  static FitNumbers of(
      FitDesign design, Correlations sums, TwiceMatrix gram, LeastSquares fit, double dataEpsilon) {
    int n = design.unknowns();
    int target = design.target();
    DoubleDouble total = sums.gram()[target][target];
    DoubleDouble residual = total;
    double magnitude = total.value();
    for (int i = 0; i < n; i++) {
      DoubleDouble pull = sums.gram()[i][target].times(-2);
      for (int j = 0; j < n; j++) {
        DoubleDouble term = gram.get(i, j).times(fit.solution()[j]);
        magnitude += Math.abs(term.times(fit.solution()[i]).value());
        pull = pull.plus(term);
      }
      residual = residual.plus(pull.times(fit.solution()[i]));
    }
    double freedom = Math.max(1, sums.samples() - fit.freedom());
    double share = (double) sums.samples() / (sums.samples() + sums.leftOut());
    double floor = 4 * DoubleDouble.EPSILON * magnitude / share;
    double squares = Math.max(residual.value(), floor);
    double rounding = roundingVariance(design, sums, dataEpsilon);
    double variance = Math.max(squares / freedom, rounding);
    double evaluation = evaluationVariance(fit, sums, dataEpsilon);
    double centred = total.value();
    if (design.bias()) {
      DoubleDouble sum = sums.gram()[n - 1][target];
      centred = total.minus(sum.times(sum).over(DoubleDouble.of(sums.samples()))).value();
    }
    double[] values = new double[n];
    double[][] covariance = new double[n][n];
    for (int i = 0; i < n; i++) {
      values[i] = fit.solution()[i].value();
      for (int j = 0; j < n; j++) {
        covariance[i][j] = variance * fit.spread().value(i, j);
      }
      double ulp = Math.ulp(values[i]);
      covariance[i][i] += ulp * ulp / 4;
    }
    return new FitNumbers(
        fit,
        values,
        covariance,
        variance,
        centred > 16 * DoubleDouble.EPSILON * magnitude ? 1 - squares / centred : Double.NaN,
        total.value() / sums.samples(),
        Math.max(rounding + evaluation, floor / freedom),
        sums.samples(),
        sums.leftOut());
  }

  /**
   * The variance that rounding of the stored values alone gives the target: errors uniform within
   * half a unit in the last place.
   */
  private static double roundingVariance(FitDesign design, Correlations sums, double dataEpsilon) {
    double unit = dataEpsilon / Math.sqrt(12);
    int column = design.difference() == null ? design.target() : design.offsets().length / 2;
    double meanSquare = sums.gram()[column][column].value() / sums.samples();
    double gain =
        design.difference() == null
            ? 1
            : design.difference().noiseGain() / Math.abs(design.timeStep());
    return unit * unit * gain * gain * meanSquare;
  }

  /** The variance that rounding in each product of a stencil's evaluation gives the target. */
  private static double evaluationVariance(
      LeastSquares fit, Correlations sums, double dataEpsilon) {
    double unit = dataEpsilon / Math.sqrt(12);
    double squares = 0;
    for (int i = 0; i < fit.solution().length; i++) {
      double coefficient = fit.solution()[i].value();
      squares += coefficient * coefficient * sums.gram()[i][i].value();
    }
    return unit * unit * squares / sums.samples();
  }

  /** The same with other errors. */
  FitNumbers withCovariance(double[][] other) {
    return new FitNumbers(
        solution,
        values,
        other,
        residualVariance,
        rSquared,
        targetVariance,
        roundingVariance,
        samples,
        leftOut);
  }

  /** Whether the data leaves an unknown open. */
  boolean isUndetermined(int unknown) {
    TwiceMatrix open = solution.undetermined();
    for (int direction = 0; direction < open.columns(); direction++) {
      double largest = 0;
      for (int i = 0; i < open.rows(); i++) {
        largest = Math.max(largest, Math.abs(open.value(i, direction)));
      }
      if (Math.abs(open.value(unknown, direction)) > 1e-10 * largest) {
        return true;
      }
    }
    return false;
  }

  /** Number of directions the data left open. */
  int openDirections() {
    return solution.undetermined().columns();
  }
}
