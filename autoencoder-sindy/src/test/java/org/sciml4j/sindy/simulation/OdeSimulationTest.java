package org.sciml4j.sindy.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;

class OdeSimulationTest {
  private static final RightHandSide OSCILLATOR =
      (t, x, rate) -> {
        rate[0] = x[1];
        rate[1] = -x[0];
      };

  @Test
  void followsTheExactSolutionForwardsAndBackwards() {
    for (double end : new double[] {7, -7}) {
      double[] times = {0, end / 3, end};
      Solution solution = OdeSimulation.of(OSCILLATOR, 1e-12).run(new double[] {0, 1}, times);
      for (int i = 0; i < times.length; i++) {
        assertThat(solution.states()[i][0]).isCloseTo(Math.sin(times[i]), within(1e-10));
      }
      assertThat(solution.columns()[1][2]).isCloseTo(Math.cos(end), within(1e-10));
      assertThat(solution.stop()).isEmpty();
    }
  }

  @Test
  void stopsAtTheFirstOfSeveralEvents() {
    OdeSimulation simulation =
        new OdeSimulation(
            OSCILLATOR,
            1e-10,
            1e-10,
            1e6,
            List.of(
                new StopCondition("late", (t, x) -> t - 3),
                new StopCondition("peak", (t, x) -> x[1])));
    Solution.Stop stop = simulation.run(new double[] {0, 1}, 0, 1, 2, 3, 4).stop().orElseThrow();
    assertThat(stop.condition()).isEqualTo("peak");
    assertThat(stop.time()).isCloseTo(Math.PI / 2, within(1e-8));
    assertThat(stop.state()[0]).isCloseTo(1, within(1e-8));
  }

  /** x' = x² from 1 is 1/(1-t), infinite at 1; a rate that is no number ends it too. */
  @Test
  void tellsTimeAndStateOfDivergence() {
    SimulationDivergedException pole =
        catchThrowableOfType(
            SimulationDivergedException.class,
            () ->
                OdeSimulation.of((t, x, rate) -> rate[0] = x[0] * x[0], 1e-9)
                    .run(new double[] {1}, 0, 0.5, 2));
    assertThat(pole.time()).isCloseTo(1, within(1e-6));
    assertThat(pole.before().states()[1][0]).isCloseTo(2, within(1e-7));
    SimulationDivergedException limit =
        catchThrowableOfType(
            SimulationDivergedException.class,
            () ->
                new OdeSimulation((t, x, rate) -> rate[0] = x[0], 1e-9, 1e-9, 100, List.of())
                    .run(new double[] {1}, 0, 20));
    assertThat(limit.time()).isLessThanOrEqualTo(Math.log(100));
    assertThat(limit.state()[0]).isLessThanOrEqualTo(100);
    assertThatThrownBy(
            () ->
                OdeSimulation.of((t, x, rate) -> rate[0] = Math.sqrt(-x[0]), 1e-9)
                    .run(new double[] {1}, 0, 1))
        .isInstanceOf(SimulationDivergedException.class)
        .hasMessageContaining("diverges at time 0");
  }

  /** x' = 1/|1 - t| reaches no bound before the steps are too short. */
  @Test
  void stepsThatVanishAreDivergenceToo() {
    assertThatThrownBy(
            () ->
                OdeSimulation.of((t, x, rate) -> rate[0] = 1 / Math.abs(1 - t), 1e-9)
                    .run(new double[] {0}, 0, 3))
        .isInstanceOf(SimulationDivergedException.class)
        .hasMessageContaining("diverges at time 1");
  }

  @Test
  void refusesTimesOutOfOrder() {
    assertThatThrownBy(() -> OdeSimulation.of(OSCILLATOR, 1e-9).run(new double[2], 0, 2, 1, 3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("times[2] is 1.0 after 2.0");
    assertThatThrownBy(() -> OdeSimulation.of(OSCILLATOR, 0))
        .hasMessageContaining("relative tolerance is 0.0");
  }
}
