package org.sciml4j.core.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.NearNames;

/**
 * Tries every combination of named hyper-parameters.
 *
 * @param axes values to try by name, in the order they vary, the last fastest
 */
public record GridSearch(Map<String, List<Double>> axes) {
  /** Keeps the order of the names. */
  public GridSearch {
    axes = Collections.unmodifiableMap(new LinkedHashMap<>(axes));
  }

  /** No hyper-parameters yet. */
  public static GridSearch empty() {
    return new GridSearch(Map.of());
  }

  /**
   * With one more hyper-parameter.
   *
   * @throws InvalidInputException if the name is taken or there are no values
   */
  public GridSearch over(String name, double... values) {
    if (axes.containsKey(name)) {
      throw new InvalidInputException(
          "hyper-parameter", "'" + name + "'", "a name not used before", "rename one of them");
    }
    if (values.length == 0) {
      throw new InvalidInputException(
          "values of hyper-parameter '" + name + "'", "none", "at least one", "give some");
    }
    Map<String, List<Double>> more = new LinkedHashMap<>(axes);
    more.put(name, Arrays.stream(values).boxed().toList());
    return new GridSearch(more);
  }

  /** All combinations. */
  public List<Point> points() {
    List<Map<String, Double>> grid = List.of(Map.of());
    for (Map.Entry<String, List<Double>> axis : axes.entrySet()) {
      List<Map<String, Double>> finer = new ArrayList<>();
      for (Map<String, Double> point : grid) {
        for (double value : axis.getValue()) {
          Map<String, Double> more = new LinkedHashMap<>(point);
          more.put(axis.getKey(), value);
          finer.add(more);
        }
      }
      grid = finer;
    }
    return grid.stream().map(Point::new).toList();
  }

  /**
   * Trains at every combination; the best first. Losses that are not numbers come last, and so does
   * a training that ended in a {@link NonFiniteLossException}, whose parameters are freed; equal
   * ones come in the grid's order.
   *
   * @param loss trains with these hyper-parameters and answers what to minimise
   */
  public Result run(ToDoubleFunction<Point> loss) {
    List<Trial> trials = new ArrayList<>();
    for (Point point : points()) {
      trials.add(new Trial(point, lossAt(point, loss)));
    }
    trials.sort(Comparator.comparingDouble(Trial::loss));
    return new Result(List.copyOf(trials));
  }

  private static double lossAt(Point point, ToDoubleFunction<Point> loss) {
    try {
      return loss.applyAsDouble(point);
    } catch (NonFiniteLossException diverged) {
      diverged.lastGood().close();
      return Double.NaN;
    }
  }

  /**
   * One combination.
   *
   * @param values by name
   */
  public record Point(Map<String, Double> values) {
    /**
     * The value of a hyper-parameter.
     *
     * @throws InvalidInputException if there is none of that name
     */
    public double get(String name) {
      Double value = values.get(name);
      if (value == null) {
        throw new InvalidInputException(
            "hyper-parameter",
            "'" + name + "'",
            "one of " + values.keySet(),
            NearNames.didYouMean(name, values.keySet(), "use one of these"));
      }
      return value;
    }

    /**
     * The value of a hyper-parameter that is a whole number, for example of units.
     *
     * @throws InvalidInputException if there is none of that name, or its value is not whole or
     *     does not fit into an int
     */
    public int whole(String name) {
      double value = get(name);
      if (value != (int) value) {
        throw new InvalidInputException(
            "hyper-parameter '" + name + "'",
            value,
            "a whole number of at most " + Integer.MAX_VALUE + " in size",
            "give whole numbers to over(\"" + name + "\", ...), or call get(\"" + name + "\")");
      }
      return (int) value;
    }

    @Override
    public String toString() {
      return values.entrySet().stream()
          .map(entry -> entry.getKey() + "=" + entry.getValue())
          .collect(Collectors.joining(" "));
    }
  }

  /**
   * What one combination reached.
   *
   * @param point the combination
   * @param loss what it reached; NaN where the training diverged
   */
  public record Trial(Point point, double loss) {}

  /**
   * All trials.
   *
   * @param trials the best first
   */
  public record Result(List<Trial> trials) {
    /** The combination of the smallest loss. */
    public Trial best() {
      return trials.getFirst();
    }

    /** One line each, the best first. */
    @Override
    public String toString() {
      return trials.stream()
          .map(trial -> String.format(Locale.ROOT, "%12.5g  %s", trial.loss(), trial.point()))
          .collect(Collectors.joining("\n", "        loss  hyper-parameters\n", "\n"));
    }
  }
}
