package org.sciml4j.sindy.regression;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.random.RandomKey;

/**
 * Ensemble SINDy (Fasel, Kutz, Brunton &amp; Brunton 2022, Proc. R. Soc. A 478, 20210904, section
 * 2): the same method fits many times, each time to rows drawn with replacement (bagging), to a
 * library with columns left out (library bagging), or both; coefficients are put together by median
 * or mean, and how often a term stays is its inclusion probability. The bits depend on the key, not
 * on the number of threads.
 *
 * @param method of each fit
 * @param models number of fits
 * @param drawsRows whether rows are drawn with replacement; needs {@link Samples}
 * @param columnsLeftOut number of columns left out of each fit
 * @param aggregation of the coefficients
 * @param leastInclusion terms less probable than this become zero
 * @param key of the draws
 */
public record Ensemble(
    SparseRegression method,
    int models,
    boolean drawsRows,
    int columnsLeftOut,
    Aggregation aggregation,
    double leastInclusion,
    RandomKey key)
    implements SparseRegression {
  /** How the coefficients of the models are put together. */
  public enum Aggregation {
    /** The median over all models. */
    MEDIAN,
    /** The mean over all models. */
    MEAN
  }

  /**
   * What the models found.
   *
   * @param models coefficients {@code [model][target][column]}
   * @param inclusion probability {@code [target][column]} that a term stays, among the models that
   *     were offered its column
   * @param coefficients put together, {@code [target][column]}
   */
  public record Outcome(double[][][] models, double[][] inclusion, double[][] coefficients) {
    private Selection selection() {
      return new Selection(coefficients, inclusion);
    }
  }

  /** Checks the settings. */
  public Ensemble {
    if (models < 1) {
      throw new InvalidInputException("models", models, "1 or more", "give e.g. 100");
    }
    if (!drawsRows && columnsLeftOut < 1) {
      throw new InvalidInputException(
          "columnsLeftOut", columnsLeftOut, "1 or more", "draw rows or leave out columns");
    }
    if (!(leastInclusion >= 0 && leastInclusion <= 1)) {
      throw new InvalidInputException(
          "leastInclusion", leastInclusion, "0 to 1", "give a probability, e.g. 0.6");
    }
  }

  /** Rows drawn with replacement, the median, all terms of the median. */
  public static Ensemble bagging(SparseRegression method, int models, RandomKey key) {
    return new Ensemble(method, models, true, 0, Aggregation.MEDIAN, 0, key);
  }

  /**
   * Columns left out, the median over the models that had them, no terms less likely than a half.
   */
  public static Ensemble libraryBagging(
      SparseRegression method, int models, int columnsLeftOut, RandomKey key) {
    return new Ensemble(method, models, false, columnsLeftOut, Aggregation.MEDIAN, 0.5, key);
  }

  @Override
  public double[][] coefficients(LeastSquaresProblem problem) {
    return run(problem).coefficients();
  }

  @Override
  public boolean needsRows() {
    return drawsRows;
  }

  @Override
  public Selection select(LeastSquaresProblem problem) {
    return run(problem).selection();
  }

  @Override
  public Selection select(Samples samples, LeastSquaresProblem all) {
    return run(samples, all).selection();
  }

  /**
   * Runs all models on rows held in memory.
   *
   * @throws InvalidInputException if the data do not determine the coefficients
   */
  public Outcome run(Samples samples) {
    return run(samples, samples.problem());
  }

  /**
   * Runs all models on one problem, leaving out columns.
   *
   * @throws InvalidInputException if rows should be drawn
   */
  public Outcome run(LeastSquaresProblem problem) {
    if (drawsRows) {
      throw new InvalidInputException(
          "data",
          "a factorised problem",
          "rows, to draw from",
          "give Samples or leave out columns");
    }
    return run(null, problem);
  }

  private Outcome run(Samples samples, LeastSquaresProblem whole) {
    Identifiability.of(whole).require();
    int columns = whole.columns();
    if (columnsLeftOut >= columns) {
      throw new InvalidInputException(
          "columnsLeftOut", columnsLeftOut, "fewer than " + columns, "leave some columns");
    }
    double[][][] found = new double[models][][];
    boolean[][] offered = new boolean[models][columns];
    ThreadTeam.common()
        .run(
            models,
            model -> {
              RandomKey own = key.child(model);
              LeastSquaresProblem rows = drawsRows ? samples.resampled(own.child(0)) : whole;
              int[] kept = keptColumns(columns, own.child(1));
              IntStream.of(kept).forEach(j -> offered[model][j] = true);
              double[][] w =
                  method.coefficients(kept.length == columns ? rows : rows.restrictedTo(kept));
              found[model] =
                  Arrays.stream(w)
                      .map(row -> Support.spread(row, kept, columns))
                      .toArray(double[][]::new);
            });
    return putTogether(found, offered);
  }

  private int[] keptColumns(int columns, RandomKey draws) {
    int[] order = Support.all(columns);
    for (int i = 0; i < columnsLeftOut; i++) {
      int j = i + (int) (draws.uniform(i) * (columns - i));
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return IntStream.of(order).skip(columnsLeftOut).sorted().toArray();
  }

  private Outcome putTogether(double[][][] found, boolean[][] offered) {
    int targets = found[0].length;
    int columns = offered[0].length;
    double[][] inclusion = new double[targets][columns];
    double[][] coefficients = new double[targets][columns];
    for (int t = 0; t < targets; t++) {
      for (int j = 0; j < columns; j++) {
        int target = t;
        int column = j;
        double[] values =
            IntStream.range(0, found.length)
                .filter(model -> offered[model][column])
                .mapToDouble(model -> found[model][target][column])
                .sorted()
                .toArray();
        if (values.length > 0) {
          inclusion[t][j] =
              Arrays.stream(values).filter(x -> x != 0).count() / (double) values.length;
          coefficients[t][j] = inclusion[t][j] >= leastInclusion ? aggregate(values) : 0;
        }
      }
    }
    return new Outcome(found, inclusion, coefficients);
  }

  private double aggregate(double[] sorted) {
    int n = sorted.length;
    return switch (aggregation) {
      case MEDIAN -> (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
      case MEAN -> Arrays.stream(sorted).average().orElseThrow();
    };
  }
}
