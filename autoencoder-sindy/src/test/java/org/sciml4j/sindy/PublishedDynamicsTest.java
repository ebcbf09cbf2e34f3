package org.sciml4j.sindy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.sciml4j.sindy.Sindy.centralDifferences;
import static org.sciml4j.sindy.Sindy.polynomials;
import static org.sciml4j.sindy.Sindy.stlsq;
import static org.sciml4j.sindy.formulation.NextValue.nextValue;
import static org.sciml4j.sindy.formulation.WeakForm.weakForm;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.sciml4j.sindy.data.Trajectory;

/** Systems whose equations are published with the digits that the method reaches. */
class PublishedDynamicsTest {
  @Test
  void lorenz() {
    SindyModel model =
        Sindy.with(polynomials(2), stlsq(0.1), centralDifferences(2)).fit(Dynamics.lorenz());
    assertThat(model.equations().stream().map(Equation::toString))
        .containsExactly(
            "x' = -9.999 x + 9.999 y",
            "y' = 27.992 x - 0.999 y - 1.000 x z",
            "z' = -2.666 z + 1.000 x y");
    assertThat(model.fit().score()).isGreaterThan(0.999999);
  }

  @Test
  void lorenzInWeakForm() {
    SindyModel model = Sindy.with(polynomials(2), stlsq(0.1), weakForm(100)).fit(Dynamics.lorenz());
    assertThat(model.equations().stream().map(Equation::toString))
        .containsExactly(
            "x' = -10.000 x + 10.000 y",
            "y' = 28.000 x - 1.000 y - 1.000 x z",
            "z' = -2.667 z + 1.000 x y");
  }

  @Test
  void linearInTwoDimensions() {
    Trajectory trajectory =
        Dynamics.trajectory(
            (t, x, rate) -> {
              rate[0] = -0.1 * x[0] + 2 * x[1];
              rate[1] = -2 * x[0] - 0.1 * x[1];
            },
            Dynamics.times(0.01, 2500),
            2,
            0);
    assertThat(
            Sindy.with(polynomials(5), stlsq(0.05), centralDifferences(2))
                .fit(trajectory)
                .equations()
                .stream()
                .map(Equation::toString))
        .containsExactly("x' = -0.100 x + 2.000 y", "y' = -2.000 x - 0.100 y");
  }

  @Test
  void linearInThreeDimensions() {
    Trajectory trajectory =
        Dynamics.trajectory(
            (t, x, rate) -> {
              rate[0] = -0.1 * x[0] + 2 * x[1];
              rate[1] = -2 * x[0] - 0.1 * x[1];
              rate[2] = -0.3 * x[2];
            },
            Dynamics.times(0.01, 5000),
            2,
            0,
            1);
    assertThat(
            Sindy.with(polynomials(5), stlsq(0.01), centralDifferences(2))
                .fit(trajectory)
                .equations()
                .stream()
                .map(Equation::toString))
        .containsExactly("x' = -0.100 x + 2.000 y", "y' = -2.000 x - 0.100 y", "z' = -0.300 z");
  }

  @Test
  void noisyLogisticMap() {
    SplittableRandom random = new SplittableRandom(1);
    List<Trajectory> trajectories = new ArrayList<>();
    for (double mu : new double[] {2.5, 2.75, 3, 3.25, 3.5, 3.75, 3.8, 3.85, 3.9, 3.95}) {
      double[] x = new double[1000];
      x[0] = 0.5;
      for (int k = 1; k < x.length; k++) {
        double forced = mu * x[k - 1] * (1 - x[k - 1]) + 0.025 * random.nextGaussian();
        x[k] = Math.clamp(forced, 0.0, 1.0);
      }
      trajectories.add(Trajectory.steps(x).withParameter("mu", mu));
    }
    SindyModel model = Sindy.with(polynomials(5), stlsq(0.1), nextValue()).fit(trajectories);
    assertThat(model.equation("x").toString()).startsWith("x[k+1] = ");
    assertThat(model.equation("x").terms().get(0).coefficient()).isCloseTo(1, within(0.002));
    assertThat(model.equation("x").terms().get(1).coefficient()).isCloseTo(-1, within(0.002));
    assertThat(termsOf(model, "x")).containsExactly("mu x", "mu x^2");
  }

  @Test
  void hopfBifurcation() {
    SplittableRandom random = new SplittableRandom(2);
    double[] times = Dynamics.times(0.0025, 30_000);
    List<Trajectory> trajectories = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      double mu = -0.15 + 0.1 * i;
      for (double start : mu < 0 ? new double[] {2} : new double[] {2, 0.01}) {
        double[][] columns =
            Dynamics.trajectory(
                    (t, x, rate) -> {
                      double squares = x[0] * x[0] + x[1] * x[1];
                      rate[0] = mu * x[0] - x[1] - x[0] * squares;
                      rate[1] = x[0] + mu * x[1] - x[1] * squares;
                    },
                    times,
                    start,
                    0)
                .states()
                .stream()
                .map(column -> column.values())
                .toArray(double[][]::new);
        for (double[] column : columns) {
          for (int k = 0; k < column.length; k++) {
            column[k] += 1e-3 * random.nextGaussian();
          }
        }
        trajectories.add(Trajectory.of(times, columns).withParameter("mu", mu));
      }
    }
    SindyModel model =
        Sindy.with(polynomials(5), stlsq(0.85), centralDifferences(2)).fit(trajectories);
    assertThat(trajectories).hasSize(14);
    assertThat(termsOf(model, "x")).containsExactly("y", "mu x", "x^3", "x y^2");
    assertThat(termsOf(model, "y")).containsExactly("x", "mu y", "x^2 y", "y^3");
    for (Equation equation : model.equations()) {
      for (Term term : equation.terms()) {
        assertThat(Math.abs(term.coefficient())).isCloseTo(1, within(0.002));
      }
    }
  }

  private static List<String> termsOf(SindyModel model, String state) {
    return model.equation(state).terms().stream().map(term -> term.expression().text()).toList();
  }
}
