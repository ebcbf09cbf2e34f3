package org.sciml4j.sindy.regression;

import java.util.List;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.SingularValueDecomposition;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.random.RandomKey;

/**
 * Sequentially thresholded ridge regression with the tolerance found by trial (Rudy, Brunton,
 * Proctor &amp; Kutz 2017, Sci. Adv. 3, e1602614, supplement, where they are STRidge and
 * TrainSTRidge). Columns are divided by their Euclidean norm. The tolerance grows by its step while
 * the error ‖y - Θ w‖ + penalty ‖w‖₀ on the test rows falls, and goes back with a smaller step
 * where it does not.
 *
 * @param tolerance first tolerance and first step, on the coefficients of normalised columns
 * @param ridge weight of ‖w‖² with normalised columns
 * @param trials number of tolerances tried
 * @param iterations largest number of fits per tolerance
 * @param penalty error that a term must save; NaN for a thousandth of the condition number of Θ
 * @param trainingFraction part of the rows fitted; the others test
 * @param key which rows
 */
public record Stridge(
    double tolerance,
    double ridge,
    int trials,
    int iterations,
    double penalty,
    double trainingFraction,
    RandomKey key)
    implements SparseRegression {
  private static final double PENALTY_PER_CONDITION = 1e-3;

  /** Checks the settings. */
  public Stridge {
    if (!(tolerance > 0)) {
      throw new InvalidInputException("tolerance", tolerance, "above 0", "give e.g. 1");
    }
    if (trials < 1) {
      throw new InvalidInputException("trials", trials, "1 or more", "give e.g. 25");
    }
  }

  /** The paper's settings: ridge 1e-5, 25 tolerances, 10 fits each, four fifths of the rows. */
  public static Stridge of(double tolerance, RandomKey key) {
    return new Stridge(tolerance, 1e-5, 25, 10, Double.NaN, 0.8, key);
  }

  /** STRidge at one tolerance, without trials. */
  public static Stlsq at(double tolerance, double ridge) {
    return new Stlsq(tolerance, ridge, 10, true, true);
  }

  /** Chooses the tolerances by the error on the rows that are fitted. */
  @Override
  public double[][] coefficients(LeastSquaresProblem problem) {
    return train(problem, problem, problem);
  }

  @Override
  public boolean needsRows() {
    return true;
  }

  /** Chooses the tolerances by the error on the rows that are not fitted. */
  @Override
  public Selection select(Samples samples, LeastSquaresProblem all) {
    List<LeastSquaresProblem> parts = samples.split(trainingFraction, key);
    return Selection.of(train(parts.get(0), parts.get(1), all));
  }

  private double[][] train(
      LeastSquaresProblem train, LeastSquaresProblem test, LeastSquaresProblem all) {
    Identifiability.of(train).require();
    double cost = Double.isNaN(penalty) ? PENALTY_PER_CONDITION * condition(all) : penalty;
    return all.eachTarget(target -> search(train.target(target), test.target(target), cost));
  }

  private double[] search(LeastSquaresProblem train, LeastSquaresProblem test, double cost) {
    double[] best = train.solve(0);
    double least = error(test, best, cost);
    double tried = tolerance;
    double step = tolerance;
    for (int trial = 0; trial < trials; trial++) {
      double[] w = new Stlsq(tried, ridge, iterations, true, true).coefficients(train)[0];
      double error = Support.of(w).length == 0 ? Double.POSITIVE_INFINITY : error(test, w, cost);
      if (error <= least) {
        least = error;
        best = w;
      } else {
        tried = Math.max(0, tried - 2 * step);
        step = 2 * step / (trials - trial);
      }
      tried += step;
    }
    return best;
  }

  private static double error(LeastSquaresProblem test, double[] w, double cost) {
    return Math.sqrt(test.squaredResidual(0, w)) + cost * Support.of(w).length;
  }

  private static double condition(LeastSquaresProblem problem) {
    return new SingularValueDecomposition(MatrixUtils.createRealMatrix(problem.r()))
        .getConditionNumber();
  }
}
