package org.sciml4j.sindy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.data.Column;
import org.sciml4j.sindy.data.Trajectory;

/** Checks that trajectories are of the same variables and that each of them varies. */
final class Variables {
  private Variables() {}

  static void require(List<Trajectory> trajectories) {
    if (trajectories.isEmpty()) {
      throw new InvalidInputException(
          "trajectories", "empty", "at least one", "give samples to find equations in");
    }
    Trajectory first = trajectories.getFirst();
    for (Trajectory other : trajectories) {
      requireSame("states", first.stateNames(), other.stateNames());
      requireSame("control inputs", first.controlNames(), other.controlNames());
      requireSame("parameters", first.parameterNames(), other.parameterNames());
    }
    for (int i = 0; i < first.states().size(); i++) {
      int state = i;
      requireVaries(
          "state",
          trajectories.stream().map(trajectory -> trajectory.states().get(state)).toList());
    }
    for (int i = 0; i < first.controls().size(); i++) {
      int input = i;
      requireVaries(
          "control input",
          trajectories.stream().map(trajectory -> trajectory.controls().get(input)).toList());
    }
    for (String name : first.parameterNames()) {
      List<Column> values = new ArrayList<>();
      trajectories.forEach(
          trajectory ->
              values.add(new Column(name, new double[] {trajectory.parameters().get(name)})));
      requireVaries("parameter", values);
    }
  }

  private static void requireSame(String kind, List<String> expected, List<String> actual) {
    if (!expected.equals(actual)) {
      throw new InvalidInputException(
          kind + " of a trajectory",
          actual,
          expected + " as in the first one",
          "give all trajectories the same variables in the same order");
    }
  }

  private static void requireVaries(String kind, List<Column> columns) {
    double[] known =
        columns.stream()
            .flatMapToDouble(column -> Arrays.stream(column.values()))
            .filter(value -> !Double.isNaN(value))
            .toArray();
    String name = kind + " " + columns.getFirst().name();
    if (known.length == 0) {
      throw new InvalidInputException(
          name, "missing everywhere", "samples of it", "leave the variable out");
    }
    if (Arrays.stream(known).allMatch(value -> value == known[0])) {
      throw new InvalidInputException(
          name,
          "constant, " + known[0] + " in every sample",
          "a variable that varies",
          "leave it out: it cannot be told from a constant");
    }
  }
}
