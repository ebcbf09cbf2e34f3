package org.sciml4j.sindy.differentiation;

/**
 * The equations {@code (R + λ QᵀQ) γ = Qᵀ y} for the second derivatives γ of a natural smoothing
 * spline at the inner times, from which {@code f = y - λ Q γ}.
 *
 * <pre>
 * P. J. Green, B. W. Silverman, Nonparametric Regression and Generalized Linear Models,
 * Chapman and Hall 1994, section 2.3.
 * </pre>
 */
final class ReinschSystem {
  private final double[] values;
  private final double[][] columnsOfQ;
  private final double[][] r;
  private final double[][] gramOfQ;
  private final double[] target;

  ReinschSystem(double[] times, double[] values) {
    this.values = values;
    int inner = times.length - 2;
    columnsOfQ = new double[inner][3];
    r = new double[3][inner];
    gramOfQ = new double[3][inner];
    target = new double[inner];
    for (int j = 0; j < inner; j++) {
      double before = times[j + 1] - times[j];
      double after = times[j + 2] - times[j + 1];
      columnsOfQ[j] = new double[] {1 / before, -1 / before - 1 / after, 1 / after};
      r[0][j] = (before + after) / 3;
      r[1][j] = after / 6;
      for (int k = 0; k < 3; k++) {
        target[j] += columnsOfQ[j][k] * values[j + k];
      }
    }
    for (int j = 0; j < inner; j++) {
      for (int k = 0; k < 3 && j + k < inner; k++) {
        for (int i = k; i < 3; i++) {
          gramOfQ[k][j] += columnsOfQ[j][i] * columnsOfQ[j + k][i - k];
        }
      }
    }
  }

  /** Second derivatives at all times, zero at both ends. */
  double[] curvature(double lambda) {
    double[] solution = factored(lambda).solve(target);
    double[] curvature = new double[values.length];
    System.arraycopy(solution, 0, curvature, 1, solution.length);
    return curvature;
  }

  /** The spline's values at the times. */
  double[] smoothed(double lambda, double[] curvature) {
    double[] smoothed = values.clone();
    double[] bent = timesQ(curvature);
    for (int i = 0; i < smoothed.length; i++) {
      smoothed[i] -= lambda * bent[i];
    }
    return smoothed;
  }

  /**
   * {@code n ‖(I - S) y‖² / tr(I - S)²}, the smoother S being {@code I - λ Q (R + λ QᵀQ)⁻¹ Qᵀ}; λ
   * cancels, so that the score is right for a vanishing one too.
   */
  double generalisedCrossValidation(double lambda) {
    BandedCholesky factored = factored(lambda);
    double[] curvature = new double[values.length];
    System.arraycopy(factored.solve(target), 0, curvature, 1, target.length);
    double squares = 0;
    for (double bent : timesQ(curvature)) {
      squares += bent * bent;
    }
    double[][] inverse = factored.inverseBands();
    double trace = 0;
    for (int k = 0; k < 3; k++) {
      for (int j = 0; j + k < target.length; j++) {
        trace += (k == 0 ? 1 : 2) * inverse[k][j] * gramOfQ[k][j];
      }
    }
    return values.length * squares / (trace * trace);
  }

  private double[] timesQ(double[] curvature) {
    double[] product = new double[values.length];
    for (int j = 0; j < columnsOfQ.length; j++) {
      for (int k = 0; k < 3; k++) {
        product[j + k] += columnsOfQ[j][k] * curvature[j + 1];
      }
    }
    return product;
  }

  private BandedCholesky factored(double lambda) {
    double[][] bands = new double[3][target.length];
    for (int k = 0; k < 3; k++) {
      for (int j = 0; j < target.length; j++) {
        bands[k][j] = r[k][j] + lambda * gramOfQ[k][j];
      }
    }
    return new BandedCholesky(bands);
  }
}
