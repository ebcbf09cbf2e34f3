package org.sciml4j.sindy.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Iterates a map.
 *
 * @param map gives the next state
 * @param limit a state beyond it, or not a number, has diverged
 */
public record MapIteration(RightHandSide map, double limit) {
  /**
   * The states after 0, 1, ..., {@code steps} steps.
   *
   * @throws SimulationDivergedException if the state leaves all bounds
   */
  public Solution run(double[] initial, int steps) {
    List<double[]> states = new ArrayList<>();
    states.add(initial.clone());
    for (int k = 0; k < steps; k++) {
      double[] next = new double[initial.length];
      map.evaluate(k, states.getLast(), next);
      if (!Arrays.stream(next).allMatch(value -> Math.abs(value) <= limit)) {
        throw new SimulationDivergedException(k, states.getLast(), solution(states));
      }
      states.add(next);
    }
    return solution(states);
  }

  private static Solution solution(List<double[]> states) {
    return new Solution(
        IntStream.range(0, states.size()).asDoubleStream().toArray(),
        states.toArray(double[][]::new),
        Optional.empty());
  }
}
