package org.sciml4j.sindy.differentiation;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.operators.differences.FornbergWeights;

/**
 * Finite differences on equally or unequally spaced times: centred where there is room, one-sided
 * towards the ends, everywhere of the same order of accuracy.
 *
 * <pre>
 * B. Fornberg, Generation of Finite Difference Formulas on Arbitrarily Spaced Grids,
 * Mathematics of Computation 51 (1988) 699-706.
 * </pre>
 *
 * @param accuracy power of the spacing by which the error falls, 2, 4, 6, ...
 */
public record FiniteDifferences(int accuracy) implements Differentiation {
  /** Refuses orders that are not even. */
  public FiniteDifferences {
    if (accuracy < 2 || accuracy % 2 != 0) {
      throw new InvalidInputException(
          "accuracy", accuracy, "2, 4, 6, ...", "take an even order for centred differences");
    }
  }

  /** Centred differences of an even order of accuracy. */
  public static FiniteDifferences centralDifferences(int accuracy) {
    return new FiniteDifferences(accuracy);
  }

  @Override
  public int fewestSamples(int order) {
    return order + accuracy;
  }

  @Override
  public Derivative differentiate(double[] times, double[] values, int order) {
    double[] derivative = new double[values.length];
    forEachTime(
        times,
        order,
        (i, first, weights) -> {
          double sum = 0;
          for (int j = 0; j < weights.length; j++) {
            sum += weights[j] * values[first + j];
          }
          derivative[i] = sum;
        });
    return new Derivative(values.clone(), derivative);
  }

  /** The change from the next even order of accuracy, where the run is long enough for it. */
  @Override
  public Optional<double[]> truncationErrors(double[] times, double[] values, int order) {
    FiniteDifferences finer = new FiniteDifferences(accuracy + 2);
    if (values.length < finer.fewestSamples(order)) {
      return Optional.empty();
    }
    double[] here = differentiate(times, values, order).values();
    double[] better = finer.differentiate(times, values, order).values();
    return Optional.of(
        IntStream.range(0, here.length).mapToDouble(i -> Math.abs(here[i] - better[i])).toArray());
  }

  /** The Euclidean norm of the weights at each time. */
  @Override
  public Optional<double[]> noiseGains(double[] times, int order) {
    double[] gains = new double[times.length];
    forEachTime(
        times,
        order,
        (i, first, weights) -> gains[i] = Math.sqrt(Arrays.stream(weights).map(w -> w * w).sum()));
    return Optional.of(gains);
  }

  private interface Stencil {
    void at(int sample, int first, double[] weights);
  }

  private void forEachTime(double[] times, int order, Stencil stencil) {
    UniformTimes.requireOrder(order);
    OptionalDouble spacing = UniformTimes.spacing(times);
    if (spacing.isPresent()) {
      forEachUniformTime(times.length, spacing.getAsDouble(), order, stencil);
    } else {
      int nodes = fewestSamples(order);
      for (int i = 0; i < times.length; i++) {
        int first = nearest(times, i, nodes);
        double[] near = Arrays.copyOfRange(times, first, first + nodes);
        stencil.at(i, first, FornbergWeights.at(times[i], near, order)[order]);
      }
    }
  }

  /** Symmetry spares the centred difference of an even derivative one node. */
  private void forEachUniformTime(int length, double spacing, int order, Stencil stencil) {
    int radius = (order + 1) / 2 + accuracy / 2 - 1;
    int oneSided = fewestSamples(order);
    double[] centred = weights(radius, 2 * radius + 1, order, spacing);
    for (int i = 0; i < length; i++) {
      if (i >= radius && i + radius < length) {
        stencil.at(i, i - radius, centred);
      } else {
        int first = i < radius ? 0 : length - oneSided;
        stencil.at(i, first, weights(i - first, oneSided, order, spacing));
      }
    }
  }

  private static double[] weights(int at, int nodes, int order, double spacing) {
    double[] grid = IntStream.range(0, nodes).asDoubleStream().toArray();
    double unit = Math.pow(spacing, order);
    return Arrays.stream(FornbergWeights.at(at, grid, order)[order]).map(w -> w / unit).toArray();
  }

  /** The start of the window of neighbours in time, as symmetric around a sample as it can be. */
  private static int nearest(double[] times, int sample, int nodes) {
    int first = Math.clamp(sample - nodes / 2, 0, times.length - nodes);
    if (nodes % 2 == 0
        && first + nodes < times.length
        && sample > first
        && times[first + nodes] - times[sample] < times[sample] - times[first]) {
      first++;
    }
    return first;
  }
}
