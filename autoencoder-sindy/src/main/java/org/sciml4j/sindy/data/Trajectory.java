package org.sciml4j.sindy.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.Tensor;

/**
 * One experiment: samples of the state variables over time, with the control inputs that acted, the
 * parameters it was made with, and what each sample counts for. A sample that is NaN is missing;
 * nothing is differentiated or integrated across it.
 *
 * @param times strictly increasing
 * @param states the variables that equations are wanted for
 * @param controls inputs that vary over time but have no equation
 * @param parameters numbers that are constant along this trajectory and may differ in others
 * @param weights of the samples, 1 each where empty
 * @param derivatives time derivatives of the states where they are known, else empty
 */
public record Trajectory(
    double[] times,
    List<Column> states,
    List<Column> controls,
    Map<String, Double> parameters,
    double[] weights,
    List<Column> derivatives) {
  private static final List<String> SPACE = List.of("x", "y", "z");

  /**
   * Copies everything.
   *
   * @throws InvalidInputException if times do not increase, lengths differ, names are used twice,
   *     or numbers are not finite
   */
  public Trajectory {
    times = times.clone();
    states = List.copyOf(states);
    controls = List.copyOf(controls);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    weights = weights.clone();
    derivatives = List.copyOf(derivatives);
    requireIncreasing(times);
    if (states.isEmpty()) {
      throw new InvalidInputException(
          "states", "empty", "at least one variable", "give the columns to find equations for");
    }
    requireLengths("state", states, times.length);
    requireLengths("control input", controls, times.length);
    requireLengths("derivative of", derivatives, times.length);
    if (!derivatives.isEmpty() && derivatives.size() != states.size()) {
      throw new InvalidInputException(
          "derivatives",
          derivatives.size() + " columns",
          "one for each of the " + states.size() + " states",
          "give the derivatives of all states");
    }
    requireWeights(weights, times.length);
    requireDifferentNames(states, controls, parameters);
  }

  /** States sampled at given times, named x, y, z, or x1, x2, ... where there are more. */
  public static Trajectory of(double[] times, double[]... states) {
    List<String> names = defaultNames(states.length);
    return new Trajectory(
        times,
        IntStream.range(0, states.length)
            .mapToObj(i -> new Column(names.get(i), states[i]))
            .toList(),
        List.of(),
        Map.of(),
        new double[0],
        List.of());
  }

  /** States sampled every {@code timeStep} from time 0. */
  public static Trajectory uniform(double timeStep, double[]... states) {
    if (!(timeStep > 0) || Double.isInfinite(timeStep)) {
      throw new InvalidInputException(
          "timeStep", timeStep, "a positive number", "give the time between two samples");
    }
    int length = states.length == 0 ? 0 : states[0].length;
    return of(IntStream.range(0, length).mapToDouble(i -> i * timeStep).toArray(), states);
  }

  /** The states of a discrete map after 0, 1, 2, ... steps. */
  public static Trajectory steps(double[]... states) {
    return uniform(1, states);
  }

  /** States in the columns of a tensor of shape {@code [times, states]}, which is copied. */
  public static Trajectory of(double[] times, Tensor states) {
    if (states.rank() != 2) {
      throw new InvalidInputException(
          "states",
          "a tensor of shape " + Arrays.toString(states.shape()),
          "two axes, time and state",
          "reshape it to [times, states]");
    }
    int rows = Math.toIntExact(states.size(0));
    int count = Math.toIntExact(states.size(1));
    double[] flat = states.toDoubles();
    double[][] columns = new double[count][rows];
    for (int row = 0; row < rows; row++) {
      for (int state = 0; state < count; state++) {
        columns[state][row] = flat[row * count + state];
      }
    }
    return of(times, columns);
  }

  /** The same with the states named anew, in order. */
  public Trajectory named(String... names) {
    if (names.length != states.size()) {
      throw new InvalidInputException(
          "names", names.length + " names", states.size() + " of them", "name every state");
    }
    return new Trajectory(
        times, rename(states, names), controls, parameters, weights, rename(derivatives, names));
  }

  /** The same with a further control input, one value per time. */
  public Trajectory withControl(String name, double[] values) {
    List<Column> more = new ArrayList<>(controls);
    more.add(new Column(name, values));
    return new Trajectory(times, states, more, parameters, weights, derivatives);
  }

  /** The same with a further parameter. */
  public Trajectory withParameter(String name, double value) {
    Map<String, Double> more = new LinkedHashMap<>(parameters);
    more.put(name, value);
    return new Trajectory(times, states, controls, more, weights, derivatives);
  }

  /** The same with a weight for each sample, which multiplies its squared residual. */
  public Trajectory weighted(double... newWeights) {
    return new Trajectory(times, states, controls, parameters, newWeights, derivatives);
  }

  /** The same with known time derivatives, one array per state. */
  public Trajectory withDerivatives(double[]... values) {
    List<Column> known = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      known.add(new Column(i < states.size() ? states.get(i).name() : "d" + i, values[i]));
    }
    return new Trajectory(times, states, controls, parameters, weights, known);
  }

  /** Number of times. */
  public int size() {
    return times.length;
  }

  /** The weight of a sample. */
  public double weight(int sample) {
    return weights.length == 0 ? 1 : weights[sample];
  }

  /** The values of a state, a copy. */
  public double[] state(String name) {
    return states.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "state",
                    "'" + name + "'",
                    "one of " + stateNames(),
                    "ask for a state of this trajectory"))
        .values()
        .clone();
  }

  /** Names of the states in order. */
  public List<String> stateNames() {
    return states.stream().map(Column::name).toList();
  }

  /** Names of the control inputs in order. */
  public List<String> controlNames() {
    return controls.stream().map(Column::name).toList();
  }

  /** Names of the parameters in order. */
  public List<String> parameterNames() {
    return List.copyOf(parameters.keySet());
  }

  /** The state at a sample. */
  public double[] stateAt(int sample) {
    return states.stream().mapToDouble(column -> column.values()[sample]).toArray();
  }

  private static List<String> defaultNames(int count) {
    return count <= SPACE.size()
        ? SPACE.subList(0, count)
        : IntStream.rangeClosed(1, count).mapToObj(i -> "x" + i).toList();
  }

  private static List<Column> rename(List<Column> columns, String... names) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> columns.get(i).named(names[i]))
        .toList();
  }

  private static void requireIncreasing(double[] times) {
    if (times.length < 2) {
      throw new InvalidInputException(
          "times", times.length + " samples", "at least 2", "give more samples");
    }
    for (int i = 0; i < times.length; i++) {
      if (!Double.isFinite(times[i])) {
        throw new InvalidInputException(
            "times[" + i + "]", times[i], "a finite number", "remove samples without a time");
      }
      if (i > 0 && times[i] <= times[i - 1]) {
        boolean twice = times[i] == times[i - 1];
        throw new InvalidInputException(
            "times[" + i + "]",
            times[i] + (twice ? " once more" : " after " + times[i - 1]),
            "strictly increasing times",
            twice
                ? "keep one sample of each time"
                : "sort the samples, or split them into trajectories");
      }
    }
  }

  private static void requireLengths(String kind, List<Column> columns, int times) {
    for (Column column : columns) {
      if (column.size() != times) {
        throw new InvalidInputException(
            kind + " " + column.name(),
            column.size() + " samples",
            times + ", one for each time",
            "sample it at the times of the trajectory");
      }
    }
  }

  private static void requireWeights(double[] weights, int times) {
    if (weights.length != 0 && weights.length != times) {
      throw new InvalidInputException(
          "weights",
          weights.length + " numbers",
          times + ", one for each time",
          "weight every sample");
    }
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0) || Double.isInfinite(weights[i])) {
        throw new InvalidInputException(
            "weights[" + i + "]",
            weights[i],
            "a finite number of at least 0",
            "give a sample that should not count weight 0");
      }
    }
  }

  private static void requireDifferentNames(
      List<Column> states, List<Column> controls, Map<String, Double> parameters) {
    Set<String> seen = new HashSet<>();
    Stream.of(
            states.stream().map(Column::name),
            controls.stream().map(Column::name),
            parameters.keySet().stream())
        .flatMap(names -> names)
        .forEach(
            name -> {
              if (!seen.add(name)) {
                throw new InvalidInputException(
                    "variable name",
                    "'" + name + "' for two variables",
                    "different names for states, control inputs and parameters",
                    "rename one of them");
              }
            });
    parameters.forEach(
        (name, value) -> {
          if (!Double.isFinite(value)) {
            throw new InvalidInputException(
                "parameter " + name, value, "a finite number", "give the value of this experiment");
          }
        });
  }
}
