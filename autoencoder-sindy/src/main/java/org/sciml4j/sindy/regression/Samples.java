package org.sciml4j.sindy.regression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.random.RandomKey;

/**
 * Rows of columns and targets held in memory, for methods that draw some of the rows.
 *
 * @param names of the columns
 * @param theta {@code [column][row]}
 * @param y {@code [target][row]}
 * @param weights of the squared residual of each row; null for 1
 */
public record Samples(List<String> names, double[][] theta, double[][] y, double[] weights) {
  /** Number of rows. */
  public int rows() {
    return y.length == 0 ? 0 : y[0].length;
  }

  /** The problem of all rows. */
  public LeastSquaresProblem problem() {
    return LeastSquaresProblem.of(names, theta, y, weights);
  }

  /** The problem of some rows, each counted as often as it is given. */
  public LeastSquaresProblem problem(int... rows) {
    return new Samples(
            names, pick(theta, rows), pick(y, rows), weights == null ? null : pick(weights, rows))
        .problem();
  }

  /** The problem of as many rows drawn with replacement. */
  public LeastSquaresProblem resampled(RandomKey key) {
    int n = rows();
    int[] times = new int[n];
    for (int i = 0; i < n; i++) {
      times[(int) (key.uniform(i) * n)]++;
    }
    int[] drawn = IntStream.range(0, n).filter(i -> times[i] > 0).toArray();
    double[] repeated = new double[drawn.length];
    for (int i = 0; i < drawn.length; i++) {
      repeated[i] = times[drawn[i]] * (weights == null ? 1 : weights[drawn[i]]);
    }
    LeastSquaresProblem distinct =
        LeastSquaresProblem.of(names, pick(theta, drawn), pick(y, drawn), repeated);
    return new LeastSquaresProblem(names, n, distinct.r(), distinct.z(), distinct.outside());
  }

  /** The problems of a random part of the rows and of the others. */
  public List<LeastSquaresProblem> split(double fraction, RandomKey key) {
    int[] order = shuffled(key);
    int first = (int) Math.round(fraction * order.length);
    if (first < 1 || first >= order.length) {
      throw new InvalidInputException(
          "fraction", fraction, "one that leaves rows on both sides", "give e.g. 0.8");
    }
    return List.of(
        problem(Arrays.copyOf(order, first)),
        problem(Arrays.copyOfRange(order, first, order.length)));
  }

  /** The problems of disjoint random parts of nearly equal size. */
  public List<LeastSquaresProblem> folds(int count, RandomKey key) {
    return parts(count, shuffled(key));
  }

  /** The problems of consecutive parts of nearly equal size, for rows that depend on neighbours. */
  public List<LeastSquaresProblem> consecutiveFolds(int count) {
    return parts(count, Support.all(rows()));
  }

  private List<LeastSquaresProblem> parts(int count, int[] order) {
    if (count < 2 || count > order.length) {
      throw new InvalidInputException(
          "number of folds", count, "2 to " + order.length, "give e.g. 5");
    }
    List<LeastSquaresProblem> parts = new ArrayList<>();
    for (int part = 0; part < count; part++) {
      int from = (int) ((long) order.length * part / count);
      int to = (int) ((long) order.length * (part + 1) / count);
      parts.add(problem(Arrays.copyOfRange(order, from, to)));
    }
    return parts;
  }

  private int[] shuffled(RandomKey key) {
    int[] order = Support.all(rows());
    for (int i = order.length - 1; i > 0; i--) {
      int j = (int) (key.uniform(i) * (i + 1));
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  private static double[][] pick(double[][] columns, int[] rows) {
    return Arrays.stream(columns).map(column -> pick(column, rows)).toArray(double[][]::new);
  }

  private static double[] pick(double[] column, int[] rows) {
    double[] picked = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      picked[i] = column[rows[i]];
    }
    return picked;
  }
}
