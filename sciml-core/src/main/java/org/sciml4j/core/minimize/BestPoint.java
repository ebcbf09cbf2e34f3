package org.sciml4j.core.minimize;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.MultivariateJacobianFunction;
import org.hipparchus.util.Pair;
import org.sciml4j.core.InvalidInputException;

/**
 * A {@link ResidualFunction} as Hipparchus sees it, which remembers the best point evaluated. A
 * point with an undefined Jacobian is reported as one with undefined residuals, which the optimiser
 * steps back from.
 */
final class BestPoint implements MultivariateJacobianFunction {
  private static final int MAX_POLISHING = 50;
  private static final double SHRINKING = 0.95;
  private static final double ROUNDING = 1e-12;

  private final ResidualFunction function;
  private double[] x;
  private double[] residuals;
  private double[][] jacobian;
  private double norm = Double.POSITIVE_INFINITY;
  private int evaluations;

  BestPoint(ResidualFunction function) {
    this.function = function;
  }

  @Override
  public Pair<RealVector, RealMatrix> value(RealVector point) {
    return evaluate(point, 0);
  }

  /** Evaluates a point, which becomes the best if its norm is below that of the best so far. */
  private Pair<RealVector, RealMatrix> evaluate(RealVector point, double tolerance) {
    double[] at = point.toArray();
    double[] values = new double[function.residuals()];
    double[][] slopes = new double[values.length][at.length];
    function.evaluate(at.clone(), values, slopes);
    evaluations++;
    double length = 0;
    for (double value : values) {
      length = Math.hypot(length, value);
    }
    if (!Arrays.stream(slopes).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
      Arrays.fill(values, Double.NaN);
    } else if (length < norm || length <= norm * (1 + tolerance)) {
      x = at;
      residuals = values;
      jacobian = slopes;
      norm = length;
    }
    if (x == null) {
      throw new InvalidInputException(
          "residuals or Jacobian at the start are NaN or infinite, expected finite numbers;"
              + " start elsewhere");
    }
    return new Pair<>(new ArrayRealVector(values, false), new Array2DRowRealMatrix(slopes, false));
  }

  /**
   * Gauss-Newton steps for the last digits: at a distance of the square root of the rounding error
   * the sum of squares is flat, but its gradient is not. Ends when steps no longer shrink.
   */
  void polish() {
    double previous = Double.POSITIVE_INFINITY;
    for (int i = 0; i < MAX_POLISHING; i++) {
      LinearizedResiduals linearized = LinearizedResiduals.of(jacobian, x.length).orElse(null);
      if (linearized == null) {
        return;
      }
      RealVector step = linearized.scaledStep(residuals);
      double size = step.getNorm();
      double[] from = x;
      if (!(size < SHRINKING * previous)) {
        return;
      }
      previous = size;
      evaluate(linearized.moved(x, step), ROUNDING);
      if (x == from) {
        return;
      }
    }
  }

  double[] x() {
    return x;
  }

  double[][] jacobian() {
    return jacobian;
  }

  double norm() {
    return norm;
  }

  int evaluations() {
    return evaluations;
  }
}
