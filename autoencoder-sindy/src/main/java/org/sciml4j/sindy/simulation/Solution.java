package org.sciml4j.sindy.simulation;

import java.util.Optional;

/**
 * A simulated course.
 *
 * @param times those asked for, up to where it was stopped
 * @param states {@code [time][state]}
 * @param stop what ended it early
 */
public record Solution(double[] times, double[][] states, Optional<Stop> stop) {
  /**
   * Where a simulation was ended early.
   *
   * @param condition the name of the condition
   * @param time when its function changed sign
   * @param state the state then
   */
  public record Stop(String condition, double time, double[] state) {}

  /** The course of each state: {@code [state][time]}. */
  public double[][] columns() {
    int count = states.length == 0 ? 0 : states[0].length;
    double[][] columns = new double[count][states.length];
    for (int i = 0; i < states.length; i++) {
      for (int j = 0; j < count; j++) {
        columns[j][i] = states[i][j];
      }
    }
    return columns;
  }
}
