package org.sciml4j.core.minimize;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.hipparchus.exception.LocalizedCoreFormats;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.optim.LocalizedOptimFormats;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresFactory;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresProblem;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.sciml4j.core.InvalidInputException;

/**
 * Nonlinear least squares for problems whose Jacobian fits in memory, by the Levenberg-Marquardt
 * optimiser of Hipparchus.
 *
 * <pre>
 * J. J. Moré, The Levenberg-Marquardt algorithm: implementation and theory, Lecture Notes in Mathematics 630, Springer 1978
 * </pre>
 *
 * @param costTolerance stop where the relative decrease of the sum of squares, actual and
 *     predicted, is no larger
 * @param parameterTolerance stop where the relative size of the trust region is no larger
 * @param orthogonalityTolerance stop where the cosine between the residuals and every column of the
 *     Jacobian is no larger
 * @param initialStepBound size of the first trust region relative to the scaled start
 * @param maxIterations steps at most
 * @param maxEvaluations evaluations at most
 */
public record LevenbergMarquardt(
    double costTolerance,
    double parameterTolerance,
    double orthogonalityTolerance,
    double initialStepBound,
    int maxIterations,
    int maxEvaluations) {

  /** Checks every setting, naming the one that is out of range. */
  public LevenbergMarquardt {
    requireTolerance("costTolerance", costTolerance);
    requireTolerance("parameterTolerance", parameterTolerance);
    requireTolerance("orthogonalityTolerance", orthogonalityTolerance);
    if (!(initialStepBound > 0 && initialStepBound < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException(
          "initialStepBound", initialStepBound, "a positive number", "use 100");
    }
    requirePositive("maxIterations", maxIterations);
    requirePositive("maxEvaluations", maxEvaluations);
  }

  /** Tolerances of 1e-14, a first step bound of 100, at most 1000 iterations and evaluations. */
  public static LevenbergMarquardt defaults() {
    return new LevenbergMarquardt(1e-14, 1e-14, 1e-14, 100, 1000, 1000);
  }

  /** A copy with these tolerances. */
  public LevenbergMarquardt tolerances(double cost, double parameter, double orthogonality) {
    return new LevenbergMarquardt(
        cost, parameter, orthogonality, initialStepBound, maxIterations, maxEvaluations);
  }

  /** A copy with this size of the first trust region. */
  public LevenbergMarquardt initialStepBound(double bound) {
    return new LevenbergMarquardt(
        costTolerance,
        parameterTolerance,
        orthogonalityTolerance,
        bound,
        maxIterations,
        maxEvaluations);
  }

  /** A copy with these limits. */
  public LevenbergMarquardt limits(int iterations, int evaluations) {
    return new LevenbergMarquardt(
        costTolerance,
        parameterTolerance,
        orthogonalityTolerance,
        initialStepBound,
        iterations,
        evaluations);
  }

  /**
   * Minimises the sum of squares from {@code start}. Steps to where the function is not finite are
   * not taken. If a limit ends the search, the result is the best point so far, marked as not
   * converged.
   *
   * @throws InvalidInputException if there are fewer residuals than parameters, the start has
   *     another number of elements or one that is not finite, or the function is not finite there
   */
  public LeastSquaresFit fit(ResidualFunction function, double... start) {
    int m = function.residuals();
    int n = function.parameters();
    requireStart(m, n, start);
    BestPoint best = new BestPoint(function);
    AtomicInteger iterations = new AtomicInteger();
    LeastSquaresProblem problem =
        LeastSquaresFactory.create(
            best,
            new ArrayRealVector(m),
            new ArrayRealVector(start),
            (iteration, _, _) -> {
              iterations.set(iteration);
              return false;
            },
            maxEvaluations,
            maxIterations);
    boolean converged = optimise(problem);
    if (converged) {
      best.polish();
    }
    return new LeastSquaresFit(
        best.x(),
        covariance(best, m - n),
        best.norm(),
        m - n,
        iterations.get(),
        best.evaluations(),
        converged);
  }

  private static double[][] covariance(BestPoint best, int degreesOfFreedom) {
    int n = best.x().length;
    double[][] inverse =
        LinearizedResiduals.of(best.jacobian(), n)
            .map(LinearizedResiduals::inverseNormalMatrix)
            .orElse(new double[n][n]);
    boolean determined = degreesOfFreedom > 0 && inverse[0][0] > 0;
    double variance = determined ? best.norm() * best.norm() / degreesOfFreedom : Double.NaN;
    for (double[] row : inverse) {
      Arrays.setAll(row, j -> variance * row[j]);
    }
    return inverse;
  }

  private boolean optimise(LeastSquaresProblem problem) {
    try {
      new LevenbergMarquardtOptimizer(
              initialStepBound,
              costTolerance,
              parameterTolerance,
              orthogonalityTolerance,
              Double.MIN_NORMAL)
          .optimize(problem);
      return true;
    } catch (MathIllegalStateException stopped) {
      if (stopped.getSpecifier() == LocalizedCoreFormats.MAX_COUNT_EXCEEDED) {
        return false;
      }
      if (stopped.getSpecifier() instanceof LocalizedOptimFormats reason) {
        // The tolerances ask for more than double precision gives: this is as far as it goes.
        return switch (reason) {
          case TOO_SMALL_COST_RELATIVE_TOLERANCE,
              TOO_SMALL_PARAMETERS_RELATIVE_TOLERANCE,
              TOO_SMALL_ORTHOGONALITY_TOLERANCE ->
              true;
          default -> throw stopped;
        };
      }
      throw stopped;
    }
  }

  private static void requireStart(int m, int n, double[] start) {
    if (n < 1 || m < n) {
      throw new InvalidInputException(
          "function",
          "one of " + m + " residuals and " + n + " parameters",
          "at least one parameter and as many residuals",
          "give more data or fix parameters");
    }
    if (start.length != n || !Arrays.stream(start).allMatch(Double::isFinite)) {
      throw new InvalidInputException(
          "start", Arrays.toString(start), n + " finite numbers", "give one per parameter");
    }
  }

  private static void requireTolerance(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new InvalidInputException(name, value, "a number from 0 to below 1", "use 1e-14");
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new InvalidInputException(name, value, "1 or more", "use 1000");
    }
  }
}
