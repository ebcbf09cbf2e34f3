package org.sciml4j.sindy.differentiation;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.sciml4j.core.InvalidInputException;

/**
 * A polynomial fitted by least squares to a window of samples around each time, evaluated there
 * with its derivatives. Times may be equally spaced or not; towards the ends the window stays
 * inside.
 *
 * <pre>
 * A. Savitzky, M. J. E. Golay, Smoothing and Differentiation of Data by Simplified Least Squares
 * Procedures, Analytical Chemistry 36 (1964) 1627-1639.
 * </pre>
 *
 * @param window number of samples in the window, odd
 * @param degree of the polynomial, below the window
 */
public record SavitzkyGolay(int window, int degree) implements Differentiation {
  /** Refuses windows that are even or too short for the polynomial. */
  public SavitzkyGolay {
    if (window < 3 || window % 2 == 0) {
      throw new InvalidInputException(
          "window", window, "3, 5, 7, ...", "take an odd number of samples");
    }
    if (degree < 1 || degree >= window) {
      throw new InvalidInputException(
          "degree", degree, "1 to " + (window - 1), "widen the window or lower the degree");
    }
  }

  /** Local polynomials of a degree over windows of so many samples. */
  public static SavitzkyGolay savitzkyGolay(int window, int degree) {
    return new SavitzkyGolay(window, degree);
  }

  @Override
  public int fewestSamples(int order) {
    return window;
  }

  @Override
  public Derivative differentiate(double[] times, double[] values, int order) {
    double[] smoothed = new double[values.length];
    double[] derivative = new double[values.length];
    forEachTime(
        times,
        order,
        (i, first, weights) -> {
          smoothed[i] = sum(weights[0], values, first);
          derivative[i] = sum(weights[order], values, first);
        });
    return new Derivative(smoothed, derivative);
  }

  /** The change from a degree higher by two, where the window is long enough for it. */
  @Override
  public Optional<double[]> truncationErrors(double[] times, double[] values, int order) {
    if (degree + 2 >= window) {
      return Optional.empty();
    }
    double[] here = differentiate(times, values, order).values();
    double[] higher =
        new SavitzkyGolay(window, degree + 2).differentiate(times, values, order).values();
    for (int i = 0; i < here.length; i++) {
      here[i] = Math.abs(here[i] - higher[i]);
    }
    return Optional.of(here);
  }

  /** The Euclidean norm of the weights at each time. */
  @Override
  public Optional<double[]> noiseGains(double[] times, int order) {
    double[] gains = new double[times.length];
    forEachTime(
        times,
        order,
        (i, first, weights) ->
            gains[i] = Math.sqrt(Arrays.stream(weights[order]).map(w -> w * w).sum()));
    return Optional.of(gains);
  }

  private interface Window {
    void at(int sample, int first, double[][] weights);
  }

  private void forEachTime(double[] times, int order, Window action) {
    UniformTimes.requireOrder(order);
    if (order > degree) {
      throw new InvalidInputException(
          "degree", degree, "at least " + order, "raise it for a derivative of order " + order);
    }
    OptionalDouble spacing = UniformTimes.spacing(times);
    double[][][] uniform = new double[window][][];
    for (int i = 0; i < times.length; i++) {
      int first = Math.clamp(i - window / 2, 0, times.length - window);
      int place = i - first;
      if (spacing.isEmpty()) {
        action.at(i, first, weights(Arrays.copyOfRange(times, first, first + window), place));
      } else {
        if (uniform[place] == null) {
          double[] grid = new double[window];
          Arrays.setAll(grid, j -> j * spacing.getAsDouble());
          uniform[place] = weights(grid, place);
        }
        action.at(i, first, uniform[place]);
      }
    }
  }

  /** Weights of the fitted value and its derivatives at one time of the window. */
  private double[][] weights(double[] times, int place) {
    double scale = (times[window - 1] - times[0]) / 2;
    RealMatrix powers = new Array2DRowRealMatrix(window, degree + 1);
    for (int row = 0; row < window; row++) {
      double power = 1;
      for (int column = 0; column <= degree; column++) {
        powers.setEntry(row, column, power);
        power *= (times[row] - times[place]) / scale;
      }
    }
    double[][] weights = new QRDecomposition(powers).getSolver().getInverse().getData();
    double unit = 1;
    for (int order = 1; order < Math.min(3, weights.length); order++) {
      unit *= order / scale;
      for (int j = 0; j < window; j++) {
        weights[order][j] *= unit;
      }
    }
    return weights;
  }

  private static double sum(double[] weights, double[] values, int first) {
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      sum += weights[j] * values[first + j];
    }
    return sum;
  }
}
