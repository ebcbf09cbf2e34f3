package org.sciml4j.sindy.simulation.pde;

/** The classical Runge-Kutta method of order four. */
final class RungeKutta4 implements Stepper {
  private final double[][] linear;
  private final NonlinearTerms nonlinear;
  private final double step;
  private final double[][] slope;
  private final double[][] stage;
  private final double[][] sum;

  RungeKutta4(double[][] linear, NonlinearTerms nonlinear, double step, int fields, int modes) {
    this.linear = linear;
    this.nonlinear = nonlinear;
    this.step = step;
    slope = new double[fields][2 * modes];
    stage = new double[fields][2 * modes];
    sum = new double[fields][2 * modes];
  }

  @Override
  public void step(double[][] state) {
    slopeAt(state);
    advance(state, step / 6, sum);
    advance(state, step / 2, stage);
    slopeAt(stage);
    advance(sum, step / 3, sum);
    advance(state, step / 2, stage);
    slopeAt(stage);
    advance(sum, step / 3, sum);
    advance(state, step, stage);
    slopeAt(stage);
    advance(sum, step / 6, state);
  }

  private void slopeAt(double[][] state) {
    ModeMatrices.multiply(linear, state, slope, false);
    nonlinear.apply(state, slope, true);
  }

  /** {@code into = from + factor · slope}. */
  private void advance(double[][] from, double factor, double[][] into) {
    for (int field = 0; field < from.length; field++) {
      for (int i = 0; i < from[field].length; i++) {
        into[field][i] = from[field][i] + factor * slope[field][i];
      }
    }
  }
}
