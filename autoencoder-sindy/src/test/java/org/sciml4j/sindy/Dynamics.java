package org.sciml4j.sindy;

import java.util.stream.IntStream;
import org.sciml4j.sindy.data.Trajectory;
import org.sciml4j.sindy.simulation.OdeSimulation;
import org.sciml4j.sindy.simulation.RightHandSide;

/** Well-known systems and trajectories of them, solved to a tolerance of 1e-12. */
final class Dynamics {
  static final RightHandSide LORENZ =
      (t, x, rate) -> {
        rate[0] = 10 * (x[1] - x[0]);
        rate[1] = x[0] * (28 - x[2]) - x[1];
        rate[2] = x[0] * x[1] - 8.0 / 3 * x[2];
      };

  private Dynamics() {}

  static Trajectory lorenz() {
    return trajectory(LORENZ, times(0.002, 5000), -8, 8, 27);
  }

  static Trajectory trajectory(RightHandSide field, double[] times, double... initial) {
    return Trajectory.of(times, OdeSimulation.of(field, 1e-12).run(initial, times).columns());
  }

  static double[] times(double step, int count) {
    return IntStream.range(0, count).mapToDouble(i -> i * step).toArray();
  }
}
