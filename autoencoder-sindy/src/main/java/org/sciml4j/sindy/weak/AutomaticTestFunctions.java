package org.sciml4j.sindy.weak;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.analysis.solvers.BrentSolver;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.FieldSource;

/**
 * Chooses test functions from the spectrum of the data, as Messenger and Bortz (2021, appendix A):
 * the wave number k* up to which the data rise above the noise, or above rounding, is where the
 * cumulated spectrum bends; and φ is made so wide that k* lies two standard deviations out in its
 * own spectrum. So the modes of the data pass and those of the noise do not.
 */
final class AutomaticTestFunctions {
  /** How many standard deviations of φ's spectrum k* lies out. */
  private static final double DEVIATIONS = 2;

  /** About so many centres along each axis, in one dimension and in more. */
  private static final int CENTRES_ON_LINE = 50;

  private static final int CENTRES = 20;

  private AutomaticTestFunctions() {}

  /** A form whose test functions have derivatives in space up to an order. */
  static WeakForm form(FieldSource data, int order) {
    double[][] spectra = Spectra.of(data);
    List<FieldAxis> axes = data.grid().axes();
    int centres = axes.size() == 1 ? CENTRES_ON_LINE : CENTRES;
    List<TestFunction> space = new ArrayList<>();
    for (int axis = 0; axis < axes.size(); axis++) {
      space.add(function(spectra[axis], axes.get(axis).points(), order, centres));
    }
    return new WeakForm(space, function(spectra[axes.size()], data.time().points(), 1, centres));
  }

  private static TestFunction function(double[] spectrum, int points, int order, int centres) {
    int corner = Math.max(1, corner(spectrum));
    int room = Math.max(1, (points - 1) / 2);
    int halfWidth = Math.min(room, (int) Math.ceil(halfWidth(corner, points)));
    int stride = Math.max(1, Math.min(points / centres, halfWidth));
    return TestFunction.vanishing(halfWidth, order, stride);
  }

  /**
   * The mode at which the spectrum, summed from the highest mode down, is best described by two
   * straight lines that meet there.
   */
  static int corner(double[] spectrum) {
    int n = spectrum.length;
    double[] sums = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += spectrum[n - 1 - i];
      sums[i] = sum;
    }
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int bend = 1; bend < n - 1; bend++) {
      double error = lineError(sums, 0, bend) + lineError(sums, bend, n - 1);
      if (error < least) {
        least = error;
        best = bend;
      }
    }
    return n - 1 - best;
  }

  /** The sum of squared relative distances from the line through the first and last number. */
  private static double lineError(double[] sums, int from, int to) {
    double slope = (sums[to] - sums[from]) / (to - from);
    double error = 0;
    for (int i = from; i <= to; i++) {
      double relative = sums[from] + slope * (i - from) - sums[i];
      error += relative * relative;
    }
    return error;
  }

  /** The root m of equation A.5 of the paper, for φ with the degree that makes its edge small. */
  private static double halfWidth(int corner, int points) {
    double deviations = Math.pow(points * DEVIATIONS, 2);
    double waves = Math.pow(2 * Math.PI * corner, 2);
    return new BrentSolver(1e-3)
        .solve(
            200,
            m ->
                Math.log((2 * m - 1) / (m * m)) * (waves * m * m - 3 * deviations)
                    - 2 * deviations * Math.log(TestFunction.EDGE),
            1,
            2 / Math.sqrt(TestFunction.EDGE));
  }
}
