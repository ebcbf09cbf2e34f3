package org.sciml4j.validation.solver;

import org.sciml4j.sindy.simulation.RightHandSide;

/**
 * The strong-stability-preserving Runge-Kutta method of order three:
 *
 * <pre>
 *   u1 = u + h f(t, u)
 *   u2 = 3/4 u + 1/4 (u1 + h f(t + h, u1))
 *   u' = 1/3 u + 2/3 (u2 + h f(t + h/2, u2))
 *
 * C.-W. Shu, S. Osher, Efficient implementation of essentially non-oscillatory shock-capturing
 * schemes, J. Comput. Phys. 77 (1988) 439-471, equation 2.18
 * </pre>
 *
 * An object serves one thread at a time.
 */
public final class SspRungeKutta3 {
  private final RightHandSide field;
  private final double[] rate;
  private final double[] stage;

  /**
   * A stepper.
   *
   * @param field f
   * @param length of the state
   */
  public SspRungeKutta3(RightHandSide field, int length) {
    this.field = field;
    rate = new double[length];
    stage = new double[length];
  }

  /**
   * Replaces the state at a time by that after equal steps.
   *
   * @param time t of the state
   * @param u the state, overwritten
   * @param h length of a step
   * @param steps how many
   */
  public void advance(double time, double[] u, double h, int steps) {
    for (int k = 0; k < steps; k++) {
      step(time + k * h, u, h);
    }
  }

  private void step(double t, double[] u, double h) {
    field.evaluate(t, u, rate);
    for (int i = 0; i < u.length; i++) {
      stage[i] = u[i] + h * rate[i];
    }
    field.evaluate(t + h, stage, rate);
    for (int i = 0; i < u.length; i++) {
      stage[i] = (3 * u[i] + stage[i] + h * rate[i]) / 4;
    }
    field.evaluate(t + h / 2, stage, rate);
    for (int i = 0; i < u.length; i++) {
      u[i] = (u[i] + 2 * (stage[i] + h * rate[i])) / 3;
    }
  }
}
