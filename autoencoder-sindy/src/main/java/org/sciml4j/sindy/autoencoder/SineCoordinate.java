package org.sciml4j.sindy.autoencoder;

import java.util.Arrays;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleValueChecker;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.hipparchus.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.hipparchus.stat.StatUtils;

/**
 * The coordinate {@code w = α z + β} of one latent variable in which {@code ẅ = c sin w} fits best:
 * unlike polynomials, a sine tells scale and shift.
 */
final class SineCoordinate {
  private static final int SCALES = 24;
  private static final int SHIFTS = 9;
  private static final double LOWEST = 0.3;
  private static final double HIGHEST = 3;
  private static final int EVALUATIONS = 2000;
  private static final double TOLERANCE = 1e-10;

  private SineCoordinate() {}

  /** The change {@code z = w / α - β / α}. */
  static AffineChange of(double[] z, double[] rate) {
    double deviation = Math.sqrt(StatUtils.variance(z));
    double mean = StatUtils.mean(z);
    double[] best = null;
    for (int a = 0; a < SCALES; a++) {
      double alpha = LOWEST * Math.pow(HIGHEST / LOWEST, a / (SCALES - 1.0)) / deviation;
      for (int b = 0; b < SHIFTS; b++) {
        double centre = -1 + 2.0 * b / (SHIFTS - 1);
        double[] start = {alpha, centre - alpha * mean};
        if (best == null || unexplained(z, rate, start) < unexplained(z, rate, best)) {
          best = start;
        }
      }
    }
    double[] found =
        new SimplexOptimizer(new SimpleValueChecker(TOLERANCE, TOLERANCE))
            .optimize(
                new MaxEval(EVALUATIONS),
                GoalType.MINIMIZE,
                new ObjectiveFunction(point -> unexplained(z, rate, point)),
                new InitialGuess(best),
                new NelderMeadSimplex(new double[] {0.1 * best[0], 0.1}))
            .getPoint();
    return AffineChange.scaling(new double[] {1 / found[0]}, new double[] {-found[1] / found[0]});
  }

  /** What {@code c sin w} leaves of the rate, as a part of its sum of squares. */
  private static double unexplained(double[] z, double[] rate, double... point) {
    double ss = 0;
    double sr = 0;
    for (int n = 0; n < z.length; n++) {
      double sine = Math.sin(point[0] * z[n] + point[1]);
      ss += sine * sine;
      sr += sine * rate[n];
    }
    double rr = Arrays.stream(rate).map(r -> r * r).sum();
    return 1 - sr * sr / (ss * rr);
  }
}
