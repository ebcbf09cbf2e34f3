package org.sciml4j.sindy.formulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.data.Column;
import org.sciml4j.sindy.data.Trajectory;
import org.sciml4j.sindy.expression.Evaluator;

/**
 * The equation tested on subdomains: {@code -∫ φ' x dt = ∫ φ Θ(x) dt w}, which needs no derivative
 * of the data. The test functions are {@code φ(t) = (1 - ((t - c)/h)²)^p}, scaled to integral 1, at
 * equally spaced centres c; integrals are trapezoidal sums, which for equally spaced samples are as
 * accurate as φ is smooth at its ends.
 *
 * <pre>
 * D. A. Messenger, D. M. Bortz, Weak SINDy: Galerkin-based data-driven model selection,
 * Multiscale Modeling and Simulation 19 (2021) 1474-1497, equations 3.4 and 4.1.
 * </pre>
 *
 * @param subdomains number of test functions on each trajectory
 * @param halfWidth h in units of time; by default a twentieth of the trajectory
 * @param power p; by default the least for which φ has fallen to 1e-10 one sample from its end
 */
public record WeakForm(int subdomains, OptionalDouble halfWidth, OptionalInt power)
    implements Formulation {
  private static final double USUAL_SHARE = 1.0 / 20;
  private static final double TAIL = 1e-10;
  private static final int FEWEST_SAMPLES = 5;

  /** Refuses numbers that are not positive. */
  public WeakForm {
    if (subdomains < 1) {
      throw new InvalidInputException(
          "subdomains", subdomains, "at least 1", "give more of them than the library has terms");
    }
    if (halfWidth.isPresent() && !(halfWidth.getAsDouble() > 0)) {
      throw new InvalidInputException(
          "half width", halfWidth.getAsDouble(), "a positive time", "leave it out for the default");
    }
    if (power.isPresent() && power.getAsInt() < 2) {
      throw new InvalidInputException(
          "power", power.getAsInt(), "at least 2", "leave it out for the default");
    }
  }

  /** So many test functions of the usual width and power. */
  public static WeakForm weakForm(int subdomains) {
    return new WeakForm(subdomains, OptionalDouble.empty(), OptionalInt.empty());
  }

  /** The same with another half width, in units of time. */
  public WeakForm withHalfWidth(double time) {
    return new WeakForm(subdomains, OptionalDouble.of(time), power);
  }

  /** The same with another power. */
  public WeakForm withPower(int newPower) {
    return new WeakForm(subdomains, halfWidth, OptionalInt.of(newPower));
  }

  @Override
  public LeftSide leftSide() {
    return LeftSide.FIRST_DERIVATIVE;
  }

  @Override
  public void rows(Trajectory trajectory, Evaluator terms, RowSink sink) {
    double[] times = trajectory.times();
    double length = times[times.length - 1] - times[0];
    double h = halfWidth.orElse(length * USUAL_SHARE);
    List<int[]> runs = runs(trajectory, h);
    double available = 0;
    for (int[] run : runs) {
      available += times[run[1] - 1] - times[run[0]];
    }
    if (runs.isEmpty()) {
      throw new InvalidInputException(
          "half width of the test functions",
          h,
          "at most half of a stretch without missing samples, and at least 2 samples",
          "shorten or widen it, or give longer trajectories");
    }
    for (int[] run : runs) {
      double share = (times[run[1] - 1] - times[run[0]]) / available;
      rows(trajectory, run, h, (int) Math.max(1, Math.round(subdomains * share)), terms, sink);
    }
  }

  /** p = ⌈log τ / log((2m - 1)/m²)⌉, m being the half width in samples. */
  private int power(double h, double spacing) {
    double m = Math.max(2, h / spacing);
    return power.orElseGet(
        () -> (int) Math.max(2, Math.ceil(Math.log(TAIL) / Math.log((2 * m - 1) / (m * m)))));
  }

  private void rows(
      Trajectory trajectory, int[] run, double h, int count, Evaluator terms, RowSink sink) {
    double[] times = Arrays.copyOfRange(trajectory.times(), run[0], run[1]);
    double[][] inputs = inputs(trajectory, run);
    double[][] theta = terms.evaluate(inputs);
    int states = trajectory.states().size();
    double[][] projected = new double[theta.length][count];
    double[][] targets = new double[states][count];
    double[] weights = new double[count];
    int last = times.length - 1;
    double first = times[0] + h;
    double step = count == 1 ? 0 : (times[last] - h - first) / (count - 1);
    int p = power(h, (times[last] - times[0]) / last);
    for (int k = 0; k < count; k++) {
      double centre = count == 1 ? (times[0] + times[last]) / 2 : first + k * step;
      double mass = 0;
      for (int i = lowerBound(times, centre - h); i <= last && times[i] < centre + h; i++) {
        double tau = (times[i] - centre) / h;
        double base = Math.max(0, 1 - tau * tau);
        double cell = (times[Math.min(i + 1, last)] - times[Math.max(i - 1, 0)]) / 2;
        double slope = -2 * p * tau / h * Math.pow(base, p - 1) * cell;
        double value = Math.pow(base, p) * cell;
        mass += value;
        weights[k] += value * trajectory.weight(run[0] + i);
        for (int j = 0; j < theta.length; j++) {
          projected[j][k] += value * theta[j][i];
        }
        for (int s = 0; s < states; s++) {
          targets[s][k] -= slope * inputs[s][i];
        }
      }
      weights[k] /= mass;
      for (double[] column : projected) {
        column[k] /= mass;
      }
      for (double[] column : targets) {
        column[k] /= mass;
      }
    }
    sink.accept(projected, targets, weights, count);
  }

  private static double[][] inputs(Trajectory trajectory, int[] run) {
    List<double[]> columns = new ArrayList<>();
    for (List<Column> kind : List.of(trajectory.states(), trajectory.controls())) {
      kind.forEach(column -> columns.add(Arrays.copyOfRange(column.values(), run[0], run[1])));
    }
    for (double parameter : trajectory.parameters().values()) {
      double[] constant = new double[run[1] - run[0]];
      Arrays.fill(constant, parameter);
      columns.add(constant);
    }
    return columns.toArray(double[][]::new);
  }

  /** Stretches without a missing sample that a test function fits into, as {start, end}. */
  private static List<int[]> runs(Trajectory trajectory, double h) {
    double[] times = trajectory.times();
    List<int[]> runs = new ArrayList<>();
    for (int start = 0; start < times.length; ) {
      int end = start;
      while (end < times.length && isComplete(trajectory, end)) {
        end++;
      }
      double length = end > start ? times[end - 1] - times[start] : 0;
      double spacing = length / Math.max(1, end - start - 1);
      if (length >= 2 * h * (1 - 1e-12) && 2 * h >= (FEWEST_SAMPLES - 1) * spacing && length > 0) {
        runs.add(new int[] {start, end});
      }
      start = end + 1;
    }
    return runs;
  }

  private static boolean isComplete(Trajectory trajectory, int sample) {
    for (Column column : trajectory.states()) {
      if (Double.isNaN(column.values()[sample])) {
        return false;
      }
    }
    for (Column column : trajectory.controls()) {
      if (Double.isNaN(column.values()[sample])) {
        return false;
      }
    }
    return true;
  }

  private static int lowerBound(double[] times, double from) {
    int place = Arrays.binarySearch(times, from);
    return place >= 0 ? place : -place - 1;
  }
}
