package org.sciml4j.sindy.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.Tensor;

class TrajectoryTest {
  private static final double[] TIMES = {0, 0.1, 0.2};

  @Test
  void takesTheColumnsOfATensor() {
    try (Tensor samples = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 3, 2)) {
      Trajectory trajectory = Trajectory.of(TIMES, samples);
      assertThat(trajectory.stateNames()).containsExactly("x", "y");
      assertThat(trajectory.state("y")).containsExactly(2, 4, 6);
      assertThat(trajectory.stateAt(1)).containsExactly(3, 4);
    }
  }

  @Test
  void doesNotChangeWithTheArraysItWasMadeOf() {
    double[] x = {1, 2, 3};
    Trajectory trajectory = Trajectory.of(TIMES, x).withControl("u", x).weighted(x);
    x[0] = 9;
    assertThat(trajectory.state("x")).containsExactly(1, 2, 3);
    assertThat(trajectory.controls().getFirst().values()).containsExactly(1, 2, 3);
    assertThat(trajectory.weight(0)).isEqualTo(1);
  }

  @Test
  void numbersMoreThanThreeStates() {
    double[] x = {1, 2, 3};
    assertThat(Trajectory.of(TIMES, x, x, x, x).stateNames())
        .containsExactly("x1", "x2", "x3", "x4");
  }

  @Test
  void refusesTimesThatDoNotIncrease() {
    assertThatThrownBy(() -> Trajectory.of(new double[] {0, 0.1, 0.1}, new double[3]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "times[2] is 0.1 once more, expected strictly increasing times; keep one sample of"
                + " each time");
    assertThatThrownBy(() -> Trajectory.of(new double[] {0, 0.2, 0.1}, new double[3]))
        .hasMessageContaining("times[2] is 0.1 after 0.2")
        .hasMessageContaining("sort the samples");
    assertThatThrownBy(() -> Trajectory.of(new double[] {0, Double.NaN, 0.1}, new double[3]))
        .hasMessageContaining("times[1] is NaN");
  }

  @Test
  void refusesInfiniteSamplesAndKeepsMissingOnes() {
    assertThatThrownBy(
            () -> Trajectory.of(TIMES, new double[] {0, Double.NEGATIVE_INFINITY, Double.NaN}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("x[1] is -Infinity");
    assertThat(Trajectory.of(TIMES, new double[] {0, Double.NaN, 1}).state("x")[1]).isNaN();
  }

  @Test
  void refusesColumnsOfOtherLengths() {
    assertThatThrownBy(() -> Trajectory.of(TIMES, new double[4]))
        .hasMessageContaining("state x is 4 samples, expected 3");
    assertThatThrownBy(() -> Trajectory.of(TIMES, new double[3]).withControl("u", new double[2]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "control input u is 2 samples, expected 3, one for each time; sample it at the times"
                + " of the trajectory");
    assertThatThrownBy(() -> Trajectory.of(TIMES, new double[3]).weighted(1, 2))
        .hasMessageContaining("weights is 2 numbers");
  }

  @Test
  void refusesANameForTwoVariables() {
    assertThatThrownBy(() -> Trajectory.of(TIMES, new double[3]).withParameter("x", 1))
        .hasMessageContaining("'x' for two variables");
  }

  @Test
  void refusesNegativeWeights() {
    assertThatThrownBy(() -> Trajectory.of(TIMES, new double[3]).weighted(1, -1, 1))
        .hasMessageContaining("weights[1] is -1.0");
  }
}
