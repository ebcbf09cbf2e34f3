package org.sciml4j.sindy.simulation;

/** The right-hand side f of {@code x' = f(t, x)} or {@code x[k+1] = f(k, x[k])}. */
@FunctionalInterface
public interface RightHandSide {
  /**
   * Evaluates f.
   *
   * @param time t, or the number k of the step
   * @param state x
   * @param result where f goes, as long as the state
   */
  void evaluate(double time, double[] state, double[] result);
}
