package org.sciml4j.sindy.simulation;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A simulated state that has left all bounds. */
public final class SimulationDivergedException extends ArithmeticException {
  private static final long serialVersionUID = 1L;

  private final double time;
  private final transient double[] state;
  private final transient Solution before;

  /**
   * Tells where it happened.
   *
   * @param time the last one at which the state was known
   * @param state at that time
   * @param before the samples up to then
   */
  public SimulationDivergedException(double time, double[] state, Solution before) {
    super(
        String.format(
            Locale.ROOT,
            "the simulation diverges at time %.6g, where the state is %s; simulate a shorter time,"
                + " start elsewhere, or fit a model that is stable",
            time,
            Arrays.stream(state)
                .mapToObj(value -> String.format(Locale.ROOT, "%.4g", value))
                .collect(Collectors.joining(", ", "(", ")"))));
    this.time = time;
    this.state = state.clone();
    this.before = before;
  }

  /** The last time at which the state was known. */
  public double time() {
    return time;
  }

  /** The state at that time. */
  public double[] state() {
    return state.clone();
  }

  /** The samples up to that time. */
  public Solution before() {
    return before;
  }
}
