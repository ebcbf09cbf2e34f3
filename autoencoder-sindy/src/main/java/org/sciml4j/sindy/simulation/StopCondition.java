package org.sciml4j.sindy.simulation;

/**
 * Ends a simulation where a function of time and state changes its sign.
 *
 * @param name for the report
 * @param function what changes its sign
 */
public record StopCondition(String name, EventFunction function) {
  /** A function of time and state. */
  @FunctionalInterface
  public interface EventFunction {
    /** Its value. */
    double value(double time, double[] state);
  }
}
