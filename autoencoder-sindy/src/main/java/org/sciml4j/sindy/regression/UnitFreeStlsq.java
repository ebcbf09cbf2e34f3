package org.sciml4j.sindy.regression;

import java.util.stream.IntStream;

/**
 * {@link ModifiedStlsq} twice for each target: on the coefficients as they are, and on those of
 * columns and target divided by their norms; what has the less loss is taken. The loss does not
 * depend on units, so equations are found in whatever units the data are, where thresholds on
 * coefficients alone would drop a diffusivity of 1e-6 m²/s.
 *
 * @param method with its thresholds
 */
public record UnitFreeStlsq(ModifiedStlsq method) implements SparseRegression {
  /** With the fifty thresholds of Messenger and Bortz (2021). */
  public static UnitFreeStlsq published() {
    return new UnitFreeStlsq(ModifiedStlsq.published());
  }

  @Override
  public double[][] coefficients(LeastSquaresProblem problem) {
    return IntStream.range(0, problem.targets())
        .mapToObj(target -> choose(problem, target).coefficients())
        .toArray(double[][]::new);
  }

  /** The choice of less loss for one target, its coefficients in the units of the columns. */
  public ModifiedStlsq.Choice choose(LeastSquaresProblem problem, int target) {
    ModifiedStlsq.Choice plain = method.choose(problem, target);
    double size = Math.sqrt(problem.squaredTarget(target));
    if (size == 0) {
      return plain;
    }
    double[] norms = problem.columnNorms();
    ModifiedStlsq.Choice scaled = method.choose(normalised(problem, target, norms, size), 0);
    if (plain.loss() <= scaled.loss()) {
      return plain;
    }
    double[] w = scaled.coefficients().clone();
    for (int j = 0; j < w.length; j++) {
      w[j] *= size / norms[j];
    }
    return new ModifiedStlsq.Choice(scaled.threshold(), scaled.loss(), w);
  }

  private static LeastSquaresProblem normalised(
      LeastSquaresProblem problem, int target, double[] norms, double size) {
    LeastSquaresProblem unit = problem.target(target).dividedBy(norms);
    double[] z = unit.z()[0].clone();
    for (int j = 0; j < z.length; j++) {
      z[j] /= size;
    }
    return new LeastSquaresProblem(
        unit.names(),
        unit.rows(),
        unit.r(),
        new double[][] {z},
        new double[] {unit.outside()[0] / (size * size)});
  }
}
