package org.sciml4j.sindy.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hipparchus.ode.ODEStateAndDerivative;
import org.hipparchus.ode.sampling.ODEStateInterpolator;
import org.hipparchus.ode.sampling.ODEStepHandler;

/** Takes samples from the steps of an integrator and sees when the state diverges. */
final class Samples implements ODEStepHandler {
  private final double[] times;
  private final double limit;
  private final List<double[]> states = new ArrayList<>();
  private double lastTime;
  private double[] lastState;
  private Optional<Solution.Stop> stop = Optional.empty();

  Samples(double[] times, double[] initial, double limit) {
    this.times = times.clone();
    this.limit = limit;
    states.add(initial.clone());
    lastTime = times[0];
    lastState = initial.clone();
  }

  @Override
  public void handleStep(ODEStateInterpolator step) {
    ODEStateAndDerivative end = step.getCurrentState();
    double[] reached = end.getPrimaryState();
    if (!Arrays.stream(reached).allMatch(value -> Math.abs(value) <= limit)) {
      throw diverged();
    }
    double direction = step.isForward() ? 1 : -1;
    while (states.size() < times.length
        && (times[states.size()] - end.getTime()) * direction <= 0) {
      states.add(step.getInterpolatedState(times[states.size()]).getPrimaryState());
    }
    lastTime = end.getTime();
    lastState = reached;
  }

  void stop(Solution.Stop where) {
    stop = Optional.of(where);
  }

  SimulationDivergedException diverged() {
    return new SimulationDivergedException(lastTime, lastState, solution());
  }

  Solution solution() {
    return new Solution(Arrays.copyOf(times, states.size()), states.toArray(double[][]::new), stop);
  }
}
