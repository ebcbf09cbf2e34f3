package org.sciml4j.validation.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.sindy.simulation.pde.PdeSimulation;

/** Periodic equations against exact solutions, or against their order where none is known. */
class PeriodicEquationsTest {
  private static final double PERIOD = 2 * Math.PI;
  private static final SpaceGrid LINE = SpaceGrid.of(FieldAxis.periodic("x", 0, PERIOD, 64));
  private static final SpaceGrid PLANE =
      SpaceGrid.of(FieldAxis.periodic("y", 0, PERIOD, 32), FieldAxis.periodic("x", 0, PERIOD, 48));

  private static double[][] solve(PdeSimulation simulation, double time, double[]... start) {
    double[][] values = simulation.run(start, FieldAxis.bounded("t", 0, time, 2)).values();
    double[][] last = new double[start.length][];
    for (int field = 0; field < start.length; field++) {
      int n = start[field].length;
      last[field] = Arrays.copyOfRange(values[field], n, 2 * n);
    }
    return last;
  }

  private static double largest(double[] a, double[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }

  /** The order from solutions with steps h, h/2 and h/4. */
  private static double order(DoubleFunction<PdeSimulation> solver, double h, double... start) {
    double[] coarse = solve(solver.apply(h), 1, start)[0];
    double[] middle = solve(solver.apply(h / 2), 1, start)[0];
    double[] fine = solve(solver.apply(h / 4), 1, start)[0];
    return Math.log(largest(coarse, middle) / largest(middle, fine)) / Math.log(2);
  }

  @Test
  void heatIsExactInThreeDimensions() {
    SpaceGrid grid =
        SpaceGrid.of(
            FieldAxis.periodic("z", 0, PERIOD, 8),
            FieldAxis.periodic("y", 0, PERIOD, 10),
            FieldAxis.periodic("x", 0, PERIOD, 12));
    double[] start = grid.sample(at -> Math.sin(at[0] + 2 * at[1] - at[2]));
    double[] expected = grid.sample(at -> Math.exp(-0.6) * Math.sin(at[0] + 2 * at[1] - at[2]));
    double[][] solved = solve(new PeriodicEquations(grid).heat(0.1), 1, start);
    assertThat(solved[0]).containsExactly(expected, within(1e-13));
  }

  @Test
  void convectionIsExactInThePlane() {
    double[] start = PLANE.sample(at -> Math.sin(at[0] + 2 * at[1]));
    double[] expected =
        PLANE.sample(at -> Math.exp(-0.1) * Math.sin(at[0] - 0.3 + 2 * (at[1] + 0.7)));
    PeriodicEquations equations = new PeriodicEquations(PLANE);
    double[][] solved =
        solve(equations.convectionDiffusion(new double[] {0.3, -0.7}, 0.02), 1, start);
    assertThat(solved[0]).containsExactly(expected, within(1e-13));
    assertThatThrownBy(() -> equations.convectionDiffusion(new double[] {1}, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("one for each of [y, x]");
  }

  /** The image -2ν ∇log φ of φ = 2 + exp(-νt) (cos x + sin y / 2). */
  @Test
  void vectorBurgersIsTheColeHopfImageOfHeat() {
    double nu = 0.2;
    double[] u = PLANE.sample(at -> 2 * nu * Math.sin(at[1]) / phi(at, 1));
    double[] v = PLANE.sample(at -> -nu * Math.cos(at[0]) / phi(at, 1));
    double decay = Math.exp(-nu);
    double[] expectedU = PLANE.sample(at -> 2 * nu * decay * Math.sin(at[1]) / phi(at, decay));
    double[] expectedV = PLANE.sample(at -> -nu * decay * Math.cos(at[0]) / phi(at, decay));
    double[][] solved = solve(new PeriodicEquations(PLANE).vectorBurgers(nu, 0.02), 1, u, v);
    assertThat(solved[0]).containsExactly(expectedU, within(1e-7));
    assertThat(solved[1]).containsExactly(expectedV, within(1e-7));
  }

  private static double phi(double[] at, double decay) {
    return 2 + decay * (Math.cos(at[1]) + Math.sin(at[0]) / 2);
  }

  @Test
  void burgersIsTheColeHopfImageOfHeat() {
    double nu = 0.3;
    double[] start = LINE.sample(x -> coleHopf(x[0], 0.7, nu));
    double[] expected = LINE.sample(x -> coleHopf(x[0], 0.7 * Math.exp(-nu), nu));
    double[][] solved = solve(new PeriodicEquations(LINE).burgers(nu, 0.01), 1, start);
    assertThat(solved[0]).containsExactly(expected, within(1e-9));
  }

  private static double coleHopf(double x, double amplitude, double nu) {
    return 2 * nu * amplitude * Math.sin(x) / (1 + amplitude * Math.cos(x));
  }

  @Test
  void solitonsTravelUnchanged() {
    SpaceGrid grid = SpaceGrid.of(FieldAxis.periodic("x", -20, 40, 256));
    double[] start = grid.sample(x -> soliton(x[0], 0));
    double[] expected = grid.sample(x -> soliton(x[0], 1));
    double[][] solved = solve(new PeriodicEquations(grid).kortewegDeVries(0.0025), 1, start);
    assertThat(largest(solved[0], expected)).isLessThan(1e-6);
  }

  private static double soliton(double x, double t) {
    double shape = 1 / Math.cosh(x - 4 * t);
    return 2 * shape * shape;
  }

  @Test
  void kuramotoSivashinskyIsOfOrderFour() {
    SpaceGrid grid = SpaceGrid.of(FieldAxis.periodic("x", 0, 32 * Math.PI, 128));
    double[] start = grid.sample(x -> 2 * Math.cos(x[0] / 16) * (1 + Math.sin(x[0] / 4)));
    PeriodicEquations equations = new PeriodicEquations(grid);
    assertThat(order(equations::kuramotoSivashinsky, 0.25, start)).isCloseTo(4, within(0.3));
  }

  /** A plane wave of amplitude R: R² = 1 - d k², frequency -β R². */
  @Test
  void planeWavesOfLambdaOmegaKeepTheirAmplitude() {
    double amplitude = Math.sqrt(0.5);
    double[] u = PLANE.sample(at -> amplitude * Math.cos(at[0] + 2 * at[1]));
    double[] v = PLANE.sample(at -> amplitude * Math.sin(at[0] + 2 * at[1]));
    double[] expected = PLANE.sample(at -> amplitude * Math.cos(at[0] + 2 * at[1] - 0.5));
    double[][] solved = solve(new PeriodicEquations(PLANE).lambdaOmega(0.1, 1, 0.02), 1, u, v);
    assertThat(solved[0]).containsExactly(expected, within(1e-8));
  }

  @Test
  void smallWavesOfCahnHilliardGrowAtTheirRate() {
    double[] start = PLANE.sample(at -> 1e-6 * Math.cos(at[0] + 2 * at[1]));
    double rate = 5 - 0.1 * 25;
    double[][] solved = solve(new PeriodicEquations(PLANE).cahnHilliard(0.1, 0.05), 1, start);
    double[] expected = PLANE.sample(at -> 1e-6 * Math.exp(rate) * Math.cos(at[0] + 2 * at[1]));
    assertThat(solved[0]).containsExactly(expected, within(1e-14));
  }

  @Test
  void cahnHilliardIsOfOrderFour() {
    SpaceGrid coarse = SpaceGrid.of(FieldAxis.periodic("x", 0, PERIOD, 24));
    double[] start = coarse.sample(x -> 0.4 * Math.cos(x[0]) + 0.3 * Math.sin(2 * x[0]));
    PeriodicEquations equations = new PeriodicEquations(coarse);
    assertThat(order(h -> equations.cahnHilliard(0.3, h), 0.001, start)).isCloseTo(4, within(0.3));
  }

  /** The semi-implicit step is of order one, keeps the mean, and is stable for long steps. */
  @Test
  void semiImplicitCahnHilliardIsOfOrderOne() {
    double[] start = LINE.sample(x -> 0.1 + 0.4 * Math.cos(x[0]) + 0.3 * Math.sin(2 * x[0]));
    double[] exact = solve(new PeriodicEquations(LINE).cahnHilliard(0.3, 0.005), 1, start)[0];
    double coarse = largest(semiImplicit(start, 400), exact);
    double fine = largest(semiImplicit(start, 800), exact);
    assertThat(Math.log(coarse / fine) / Math.log(2)).isCloseTo(1, within(0.1));
    double[] longSteps = start.clone();
    CahnHilliardStep step = new CahnHilliardStep(LINE, 0.3);
    for (int k = 0; k < 100; k++) {
      step.step(longSteps, 10);
    }
    assertThat(Arrays.stream(longSteps).sum() / 64).isCloseTo(0.1, within(1e-13));
    assertThat(Arrays.stream(longSteps).map(Math::abs).max().orElseThrow()).isLessThan(1.2);
  }

  private static double[] semiImplicit(double[] start, int steps) {
    double[] u = start.clone();
    CahnHilliardStep step = new CahnHilliardStep(LINE, 0.3);
    for (int k = 0; k < steps; k++) {
      step.step(u, 1.0 / steps);
    }
    return u;
  }

  @Test
  void equationsOfALineNeedALine() {
    assertThatThrownBy(() -> new PeriodicEquations(PLANE).burgers(0.1, 0.1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("1 of them");
  }
}
