package org.sciml4j.sindy.simulation;

import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.solvers.BracketedUnivariateSolver;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;
import org.hipparchus.ode.ODEStateAndDerivative;
import org.hipparchus.ode.events.Action;
import org.hipparchus.ode.events.AdaptableInterval;
import org.hipparchus.ode.events.ODEEventDetector;
import org.hipparchus.ode.events.ODEEventHandler;

/** Finds where a stop condition changes its sign and ends the integration there. */
final class SignChange implements ODEEventDetector {
  private static final int ITERATIONS = 200;

  private final StopCondition condition;
  private final double interval;
  private final double precision;
  private boolean happened;

  SignChange(StopCondition condition, double interval, double precision) {
    this.condition = condition;
    this.interval = interval;
    this.precision = precision;
  }

  StopCondition condition() {
    return condition;
  }

  boolean happened() {
    return happened;
  }

  @Override
  public double g(ODEStateAndDerivative state) {
    return condition.function().value(state.getTime(), state.getPrimaryState());
  }

  @Override
  public AdaptableInterval getMaxCheckInterval() {
    return (state, forward) -> interval;
  }

  @Override
  public int getMaxIterationCount() {
    return ITERATIONS;
  }

  @Override
  public BracketedUnivariateSolver<UnivariateFunction> getSolver() {
    return new BracketingNthOrderBrentSolver(0, precision, 0, 5);
  }

  @Override
  public ODEEventHandler getHandler() {
    return (state, detector, increasing) -> {
      happened = true;
      return Action.STOP;
    };
  }
}
