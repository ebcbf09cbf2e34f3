package org.sciml4j.sindy.simulation;

import java.util.List;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.ODEStateAndDerivative;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.sciml4j.core.InvalidInputException;

/**
 * Solves ordinary differential equations by the method of Dormand and Prince of order 8 with
 * adaptive steps.
 *
 * @param field the right-hand side
 * @param relativeTolerance of a step
 * @param absoluteTolerance of a step, in the units of the states
 * @param limit a state beyond it has diverged
 * @param stops what ends a simulation early
 */
public record OdeSimulation(
    RightHandSide field,
    double relativeTolerance,
    double absoluteTolerance,
    double limit,
    List<StopCondition> stops) {
  private static final double SHORTEST_STEP = 1e-14;
  private static final double USUAL_LIMIT = 1e12;

  /** Refuses tolerances that are not positive. */
  public OdeSimulation {
    stops = List.copyOf(stops);
    requirePositive("relative tolerance", relativeTolerance);
    requirePositive("absolute tolerance", absoluteTolerance);
    requirePositive("limit of the state", limit);
  }

  /** Both tolerances alike, nothing that ends it but divergence beyond 1e12. */
  public static OdeSimulation of(RightHandSide field, double tolerance) {
    return new OdeSimulation(field, tolerance, tolerance, USUAL_LIMIT, List.of());
  }

  /**
   * The states at given times.
   *
   * @param initial the state at the first time
   * @param times monotonic, at least one
   * @throws SimulationDivergedException if the state leaves all bounds
   */
  public Solution run(double[] initial, double... times) {
    requireMonotonic(times);
    Samples samples = new Samples(times, initial, limit);
    if (times.length > 1) {
      integrate(initial, times, samples);
    }
    return samples.solution();
  }

  private void integrate(double[] initial, double[] times, Samples samples) {
    double end = times[times.length - 1];
    double span = Math.abs(end - times[0]);
    DormandPrince853Integrator integrator =
        new DormandPrince853Integrator(
            SHORTEST_STEP * span, span, absoluteTolerance, relativeTolerance);
    integrator.addStepHandler(samples);
    SignChange[] events =
        stops.stream()
            .map(condition -> new SignChange(condition, span / 1000, 1e-12 * span))
            .toArray(SignChange[]::new);
    for (SignChange event : events) {
      integrator.addEventDetector(event);
    }
    try {
      ODEStateAndDerivative reached =
          integrator.integrate(
              new Equation(field, initial.length), new ODEState(times[0], initial), end);
      for (SignChange event : events) {
        if (event.happened()) {
          samples.stop(
              new Solution.Stop(
                  event.condition().name(), reached.getTime(), reached.getPrimaryState()));
        }
      }
    } catch (MathRuntimeException | NonFiniteRate failure) {
      throw samples.diverged();
    }
  }

  /**
   * A derivative that is no number: the step that led there was too bold, or the state diverges.
   */
  private static final class NonFiniteRate extends ArithmeticException {
    private static final long serialVersionUID = 1L;
  }

  private record Equation(RightHandSide field, int dimension)
      implements OrdinaryDifferentialEquation {
    @Override
    public int getDimension() {
      return dimension;
    }

    @Override
    public double[] computeDerivatives(double time, double[] state) {
      double[] rates = new double[dimension];
      field.evaluate(time, state, rates);
      for (double rate : rates) {
        if (!Double.isFinite(rate)) {
          throw new NonFiniteRate();
        }
      }
      return rates;
    }
  }

  private static void requireMonotonic(double[] times) {
    if (times.length == 0) {
      throw new InvalidInputException("times", "empty", "at least one time", "say when to sample");
    }
    double direction = Math.signum(times[times.length - 1] - times[0]);
    for (int i = 1; i < times.length; i++) {
      if (!((times[i] - times[i - 1]) * direction > 0)) {
        throw new InvalidInputException(
            "times[" + i + "]",
            times[i] + " after " + times[i - 1],
            "times in order, each once",
            "sort the times of the samples");
      }
    }
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new InvalidInputException(name, value, "a positive number", "give e.g. 1e-9");
    }
  }
}
