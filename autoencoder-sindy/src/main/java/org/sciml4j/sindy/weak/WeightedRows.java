package org.sciml4j.sindy.weak;

import java.util.Arrays;
import org.sciml4j.sindy.regression.CorrelatedRows;
import org.sciml4j.sindy.regression.LeastSquaresProblem;

/**
 * The rows of all equations of a model as one least-squares problem, whose residuals have the
 * {@link NoiseCovariance} of the coefficients before.
 */
final class WeightedRows implements WeakAssembly.Sink {
  private final Reweighting.Columns columns;
  private final NoiseCovariance covariance;
  private final CorrelatedRows rows;
  private final double[] coefficients;
  private final double[][] slab;
  private final double[] residuals;
  private final double[] targets;

  WeightedRows(Reweighting.Columns columns, NoiseCovariance covariance, double[] coefficients) {
    this.columns = columns;
    this.covariance = covariance;
    this.coefficients = coefficients;
    rows = new CorrelatedRows(columns.names(), covariance.size(), covariance.reach());
    slab = new double[coefficients.length + 1][covariance.size()];
    residuals = new double[covariance.equations()];
    targets = new double[covariance.equations()];
  }

  @Override
  public void frame(int frame, double[][] values) {
    covariance.add(frame, values);
  }

  @Override
  public void rows(int number, double[][] sums) {
    int centres = sums[0].length;
    int terms = columns.terms().size();
    for (int column = 0; column < coefficients.length; column++) {
      int at = columns.equation()[column] * centres;
      System.arraycopy(sums[columns.slot()[column]], 0, slab[column], at, centres);
    }
    for (int equation = 0; equation < targets.length; equation++) {
      double[] target = slab[coefficients.length];
      System.arraycopy(sums[terms + equation], 0, target, equation * centres, centres);
    }
    score(centres);
    rows.add(slab, covariance.blocks(number));
    covariance.release(number);
  }

  private void score(int centres) {
    double[] rest = slab[coefficients.length].clone();
    for (int i = 0; i < rest.length; i++) {
      targets[i / centres] += rest[i] * rest[i];
      for (int column = 0; column < coefficients.length; column++) {
        rest[i] -= coefficients[column] * slab[column][i];
      }
      residuals[i / centres] += rest[i] * rest[i];
    }
  }

  /** For each equation the part of its derivative in time that the coefficients before explain. */
  double[] score() {
    double[] score = new double[targets.length];
    Arrays.setAll(score, i -> targets[i] == 0 ? 1 : 1 - residuals[i] / targets[i]);
    return score;
  }

  /** The problem of all rows. */
  LeastSquaresProblem problem() {
    return rows.problem();
  }
}
