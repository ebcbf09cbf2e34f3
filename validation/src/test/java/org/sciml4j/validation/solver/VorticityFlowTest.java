package org.sciml4j.validation.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.FieldSeries;
import org.sciml4j.sindy.field.SpaceGrid;

/** Plane flows: an exact solution, what is conserved, and the order in time. */
class VorticityFlowTest {
  private static final SpaceGrid GRID =
      SpaceGrid.of(
          FieldAxis.periodic("y", 0, 2 * Math.PI, 36), FieldAxis.periodic("x", 0, 2 * Math.PI, 48));
  private static final double[] RANDOM =
      new RandomFourierSeries(3, 0.3).sample(GRID, RandomKey.of(7));

  private static double[] solve(double viscosity, double drag, double step, double... start) {
    FieldSeries solved =
        VorticityFlow.simulation(GRID, viscosity, drag, step)
            .run(new double[][] {start}, FieldAxis.bounded("t", 0, 1, 2));
    return solved.frame(0, 1);
  }

  /** Taylor's vortices: functions of the stream function stay what they are but for decay. */
  @Test
  void taylorsVorticesDecay() {
    double[] start = GRID.sample(at -> Math.cos(2 * at[1]) * Math.cos(2 * at[0]));
    double[] solved = solve(0.05, 0.1, 0.1, start);
    double[] expected =
        GRID.sample(at -> Math.exp(-0.05 * 8 - 0.1) * Math.cos(2 * at[1]) * Math.cos(2 * at[0]));
    assertThat(solved).containsExactly(expected, within(1e-13));
  }

  private static double enstrophy(double... vorticity) {
    double sum = 0;
    for (double value : vorticity) {
      sum += value * value;
    }
    return sum / vorticity.length;
  }

  @Test
  void inviscidFlowKeepsItsEnstrophyAndChanges() {
    double[] solved = solve(0, 0, 0.01, RANDOM);
    assertThat(enstrophy(solved) / enstrophy(RANDOM)).isCloseTo(1, within(1e-8));
    double moved = 0;
    for (int i = 0; i < solved.length; i++) {
      moved = Math.max(moved, Math.abs(solved[i] - RANDOM[i]));
    }
    assertThat(moved).isGreaterThan(0.5);
  }

  /** ω = cos y gives ψ = cos y and u = -sin y, which carries a small wave along x. */
  @Test
  void vorticityIsCarriedByTheVelocityOfItsStreamFunction() {
    double[] start = GRID.sample(at -> Math.cos(at[0]) + 1e-7 * Math.cos(3 * at[1]));
    double h = 1e-3;
    FieldSeries solved =
        VorticityFlow.simulation(GRID, 0, 0, h)
            .run(new double[][] {start}, FieldAxis.bounded("t", 0, h, 2));
    double[] expected =
        GRID.sample(
            at -> {
              double u = -Math.sin(at[0]);
              double v = 1e-7 / 3 * Math.sin(3 * at[1]);
              double gradientX = -3e-7 * Math.sin(3 * at[1]);
              double gradientY = -Math.sin(at[0]);
              return -u * gradientX - v * gradientY;
            });
    double[] last = solved.frame(0, 1);
    for (int i = 0; i < last.length; i++) {
      assertThat((last[i] - start[i]) / h).isCloseTo(expected[i], within(1e-9));
    }
  }

  @Test
  void stepsAreOfOrderFour() {
    double[] coarse = solve(0.01, 0, 0.05, RANDOM);
    double[] middle = solve(0.01, 0, 0.025, RANDOM);
    double[] fine = solve(0.01, 0, 0.0125, RANDOM);
    double first = 0;
    double second = 0;
    for (int i = 0; i < coarse.length; i++) {
      first = Math.max(first, Math.abs(coarse[i] - middle[i]));
      second = Math.max(second, Math.abs(middle[i] - fine[i]));
    }
    assertThat(Math.log(first / second) / Math.log(2)).isCloseTo(4, within(0.3));
  }

  @Test
  void flowsNeedAPlane() {
    assertThatThrownBy(
            () ->
                VorticityFlow.simulation(SpaceGrid.of(FieldAxis.periodic("x", 0, 1, 8)), 0, 0, 0.1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("y and x");
  }
}
