package org.sciml4j.validation.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.FieldSeries;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.validation.solver.VariableCoefficients.Term;

/** Linear equations whose coefficients depend on place. */
class VariableCoefficientsTest {
  private static final SpaceGrid GRID =
      SpaceGrid.of(
          FieldAxis.periodic("y", 0, 2 * Math.PI, 16), FieldAxis.periodic("x", 0, 2 * Math.PI, 96));

  /** The flow of X' = sin X: tan(X/2) = e^t tan(x/2). */
  private static double carried(double x, double t) {
    return 2 * Math.atan(Math.exp(t) * Math.tan(x / 2));
  }

  /** u(x, y, t) = u0(X(t; x), y + t/2) exp(-κ t) for u_t = sin x u_x + u_y / 2 + κ u_yy. */
  @Test
  void fieldsAreCarriedAlongCharacteristics() {
    List<Term> terms =
        List.of(
            new Term(GRID.sample(at -> Math.sin(at[1])), "x"),
            Term.constant(0.5, "y"),
            Term.constant(0.1, "yy"));
    FieldSeries solved =
        VariableCoefficients.simulation(GRID, terms, 0.01)
            .run(
                new double[][] {GRID.sample(at -> Math.cos(at[1]) * Math.sin(at[0]))},
                FieldAxis.bounded("t", 0, 0.5, 2));
    double[] expected =
        GRID.sample(
            at -> Math.cos(carried(at[1], 0.5)) * Math.sin(at[0] + 0.25) * Math.exp(-0.1 * 0.5));
    assertThat(solved.frame(0, 1)).containsExactly(expected, within(1e-8));
  }

  /** Two grids agree where they meet as far as the kink of a's second derivative lets them. */
  @Test
  void pdeNetTrajectoriesDependLittleOnTheGrid() {
    RandomKey key = RandomKey.of(5);
    FieldSeries coarse = PdeNetConvectionDiffusion.trajectory(50, 2, 0.15, key);
    FieldSeries fine = PdeNetConvectionDiffusion.trajectory(100, 2, 0.15, key);
    Snapshots kept = new Snapshots(fine).everyNth(2);
    assertThat(kept.series().frame(0, 0)).containsExactly(coarse.frame(0, 0), within(1e-12));
    assertThat(kept.series().frame(0, 1)).containsExactly(coarse.frame(0, 1), within(0.02));
    double[] last = fine.frame(0, 1);
    assertThat(Arrays.stream(last).map(Math::abs).max().orElseThrow()).isGreaterThan(1);
  }
}
