package org.sciml4j.sindy.simulation.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.sciml4j.sindy.simulation.pde.Pdes.U;
import static org.sciml4j.sindy.simulation.pde.Pdes.V;
import static org.sciml4j.sindy.simulation.pde.Pdes.d;
import static org.sciml4j.sindy.simulation.pde.Pdes.rate;
import static org.sciml4j.sindy.simulation.pde.Pdes.term;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.field.EvolutionEquation;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.FieldSeries;
import org.sciml4j.sindy.field.SpaceGrid;

/** The solver against exact solutions. */
class PdeSimulationTest {
  /** The Cole-Hopf image of φ = 1 + a exp(-νt) cos x. */
  private static double coleHopf(double x, double t) {
    double decayed = 0.7 * Math.exp(-0.3 * t);
    return 2 * 0.3 * decayed * Math.sin(x) / (1 + decayed * Math.cos(x));
  }

  private static double soliton(double x, double t) {
    double shape = 1 / Math.cosh(Math.sqrt(2.0) / 2 * (x - 2 * t));
    return shape * shape;
  }

  private static double largest(double[] a, double[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }

  private static double burgersError(int steps) {
    SpaceGrid grid = SpaceGrid.of(FieldAxis.periodic("x", 0, 2 * Math.PI, 64));
    FieldSeries solved =
        new PdeSimulation(Pdes.burgers(0.3), grid, TimeScheme.ETDRK4, 2.0 / steps)
            .run(
                new double[][] {grid.sample(x -> coleHopf(x[0], 0))},
                FieldAxis.bounded("t", 0, 2, 2));
    return largest(solved.frame(0, 1), grid.sample(x -> coleHopf(x[0], 2)));
  }

  @Test
  void burgersIsSolvedToOrderFour() {
    assertThat(orderOf(burgersError(8), burgersError(16))).isCloseTo(4, within(0.3));
    assertThat(burgersError(256)).isLessThan(1e-11);
  }

  private static double orderOf(double coarse, double fine) {
    return Math.log(coarse / fine) / Math.log(2);
  }

  private static double solitonError(int steps) {
    SpaceGrid grid = SpaceGrid.of(FieldAxis.periodic("x", -25, 50, 256));
    PdeSimulation simulation =
        new PdeSimulation(Pdes.kortewegDeVries(), grid, TimeScheme.ETDRK4, 1.0 / steps);
    FieldSeries solved =
        simulation.run(
            new double[][] {grid.sample(x -> soliton(x[0], 0))}, FieldAxis.bounded("t", 0, 1, 2));
    return largest(solved.frame(0, 1), grid.sample(x -> soliton(x[0], 1)));
  }

  @Test
  void solitonTravelsUnchanged() {
    assertThat(orderOf(solitonError(50), solitonError(100))).isCloseTo(4, within(0.3));
    assertThat(solitonError(400)).isLessThan(5e-9);
  }

  /** Satsuma and Yajima (1974): the breather that starts as 2 sech x. */
  private static double[] breather(double x, double t) {
    double denominator = Math.cosh(4 * x) + 4 * Math.cosh(2 * x) + 3 * Math.cos(4 * t);
    double re = Math.cosh(3 * x) + 3 * Math.cos(4 * t) * Math.cosh(x);
    double im = 3 * Math.sin(4 * t) * Math.cosh(x);
    double c = Math.cos(t / 2);
    double s = Math.sin(t / 2);
    return new double[] {4 * (re * c - im * s) / denominator, 4 * (re * s + im * c) / denominator};
  }

  @Test
  void breatherBreathes() {
    SpaceGrid grid = SpaceGrid.of(FieldAxis.periodic("x", -15, 30, 1024));
    PdeSimulation simulation =
        new PdeSimulation(Pdes.schroedinger(), grid, TimeScheme.ETDRK4, 1.0 / 1000);
    FieldSeries solved =
        simulation.run(
            new double[][] {
              grid.sample(x -> breather(x[0], 0)[0]), grid.sample(x -> breather(x[0], 0)[1])
            },
            FieldAxis.bounded("t", 0, 1, 2));
    double errorU = largest(solved.frame(0, 1), grid.sample(x -> breather(x[0], 1)[0]));
    double errorV = largest(solved.frame(1, 1), grid.sample(x -> breather(x[0], 1)[1]));
    assertThat(errorU).isLessThan(1e-6);
    assertThat(errorV).isLessThan(1e-6);
  }

  /** Plane waves of amplitude R and wave vector k: R² = 1 - d k², frequency -β R². */
  private static double planeWaveError(TimeScheme scheme, int rows, int columns, double step) {
    SpaceGrid grid =
        SpaceGrid.of(
            FieldAxis.periodic("y", 0, 2 * Math.PI, rows),
            FieldAxis.periodic("x", 0, 2 * Math.PI, columns));
    double amplitude = Math.sqrt(1 - 0.1 * 5);
    double frequency = amplitude * amplitude;
    FieldSeries solved =
        new PdeSimulation(Pdes.lambdaOmega(0.1, 1), grid, scheme, step)
            .run(
                new double[][] {
                  grid.sample(at -> amplitude * Math.cos(at[0] + 2 * at[1])),
                  grid.sample(at -> amplitude * Math.sin(at[0] + 2 * at[1]))
                },
                FieldAxis.bounded("t", 0, 1, 2));
    return largest(
        solved.frame(0, 1), grid.sample(at -> amplitude * Math.cos(at[0] + 2 * at[1] - frequency)));
  }

  @ParameterizedTest
  @EnumSource
  void planeWavesOfLambdaOmega(TimeScheme scheme) {
    double coarse = planeWaveError(scheme, 10, 15, 0.125);
    assertThat(orderOf(coarse, planeWaveError(scheme, 10, 15, 0.0625))).isCloseTo(4, within(0.3));
    assertThat(planeWaveError(scheme, 24, 32, 0.005)).isLessThan(1e-10);
  }

  @Test
  void mixedDerivativesInThreeDimensionsAreExactForOneWave() {
    SpaceGrid grid =
        SpaceGrid.of(
            FieldAxis.periodic("z", 0, 2 * Math.PI, 8),
            FieldAxis.periodic("y", 0, 2 * Math.PI, 10),
            FieldAxis.periodic("x", 0, 2 * Math.PI, 12));
    List<EvolutionEquation> transport = List.of(rate(U, term(0.5, d(U, "xyz"))));
    FieldSeries solved =
        new PdeSimulation(transport, grid, TimeScheme.ETDRK4, 1)
            .run(
                new double[][] {grid.sample(at -> Math.sin(at[0] + 2 * at[1] - 3 * at[2]))},
                FieldAxis.bounded("t", 0, 1, 3));
    double[] expected = grid.sample(at -> Math.sin(at[0] + 2 * at[1] - 3 * at[2] + 0.5 * 6 * 2));
    assertThat(largest(solved.frame(0, 2), expected)).isLessThan(1e-13);
  }

  @Test
  void tellsWhenTheSolutionExplodes() {
    SpaceGrid grid = SpaceGrid.of(FieldAxis.periodic("x", 0, 2 * Math.PI, 64));
    PdeSimulation backwardHeat =
        new PdeSimulation(List.of(rate(U, term(-1, d(U, "xx")))), grid, TimeScheme.ETDRK4, 0.5);
    assertThatThrownBy(
            () ->
                backwardHeat.run(
                    new double[][] {grid.sample(x -> Math.exp(Math.sin(x[0])))},
                    FieldAxis.bounded("t", 0, 1, 10)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("simulated u is infinite at time");
  }

  @Test
  void refusesUnknownFieldsAndAxesWithEnds() {
    SpaceGrid grid = SpaceGrid.of(FieldAxis.periodic("x", 0, 1, 8));
    assertThatThrownBy(
            () ->
                new PdeSimulation(List.of(rate(U, term(1, V))), grid, TimeScheme.RK4, 0.1)
                    .run(new double[1][8], FieldAxis.bounded("t", 0, 1, 2)))
        .hasMessageContaining("v");
    SpaceGrid bounded = SpaceGrid.of(FieldAxis.bounded("x", 0, 1, 8));
    assertThatThrownBy(() -> new PdeSimulation(Pdes.burgers(1), bounded, TimeScheme.RK4, 0.1))
        .hasMessageContaining("axis x is not periodic");
  }
}
