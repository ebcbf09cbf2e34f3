package org.sciml4j.validation.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.validation.solver.BoundaryCondition.Dirichlet;
import org.sciml4j.validation.solver.BoundaryCondition.Neumann;

/** Diffusion between walls: sines and cosines are eigenvectors of the central differences. */
class BoundedReactionDiffusionTest {
  private static final int N = 16;
  private static final double H = 1.0 / N;
  private static final FieldAxis X = FieldAxis.bounded("x", 0, H, N + 1);
  private static final FieldAxis Y = FieldAxis.bounded("y", 0, 2 * H, N / 2 + 1);
  private static final FieldAxis TIME = FieldAxis.bounded("t", 0, 0.25, 3);

  /** Of -u_xx for waves of half a period in the unit length, π² to second order. */
  private static double eigenvalue(double h) {
    return (2 - 2 * Math.cos(Math.PI * h)) / (h * h);
  }

  @Test
  void valuesOnTwoSidesAndSlopesOnTheOthers() {
    SpaceGrid grid = SpaceGrid.of(Y, X);
    BoundedReactionDiffusion plate =
        new BoundedReactionDiffusion(
            grid,
            0.1,
            _ -> 0,
            List.of(
                List.of(new Neumann(0), new Neumann(0)),
                List.of(new Dirichlet(1), new Dirichlet(3))));
    double decay = Math.exp(-0.1 * (eigenvalue(H) + eigenvalue(2 * H)) * 0.5);
    double[] solved = plate.run(grid.sample(at -> plateAt(at[1], at[0], 1)), TIME).frame(0, 2);
    double[] expected = grid.sample(at -> plateAt(at[1], at[0], decay));
    assertThat(solved).containsExactly(expected, within(1e-8));
  }

  private static double plateAt(double x, double y, double decay) {
    return 1 + 2 * x + decay * Math.sin(Math.PI * x) * Math.cos(Math.PI * y);
  }

  @Test
  void slopesAreThoseAlongTheOutwardNormal() {
    SpaceGrid grid = SpaceGrid.of(X);
    BoundedReactionDiffusion rod =
        new BoundedReactionDiffusion(
            grid, 0.3, _ -> 0, List.of(List.of(new Neumann(-3), new Neumann(3))));
    double decay = Math.exp(-0.3 * eigenvalue(H) * 0.5);
    double[] solved =
        rod.run(grid.sample(x -> 3 * x[0] + Math.cos(Math.PI * x[0])), TIME).frame(0, 2);
    double[] expected = grid.sample(x -> 3 * x[0] + decay * Math.cos(Math.PI * x[0]));
    assertThat(solved).containsExactly(expected, within(1e-8));
  }

  /** u' = 15 sin u where nothing varies: tan(u/2) = e^(15 t) tan(u0/2). */
  @Test
  void reactionsActEverywhereButWhereValuesAreGiven() {
    SpaceGrid grid = SpaceGrid.of(X);
    BoundedReactionDiffusion still =
        new BoundedReactionDiffusion(
            grid, 0, u -> 15 * Math.sin(u), List.of(List.of(new Dirichlet(0.25), new Neumann(0))));
    double[] solved = still.run(grid.sample(_ -> 1e-3), TIME).frame(0, 2);
    assertThat(solved[0]).isEqualTo(0.25);
    double expected = 2 * Math.atan(Math.exp(7.5) * Math.tan(0.5e-3));
    assertThat(solved[N]).isCloseTo(expected, within(1e-7));
  }

  @Test
  void everySideNeedsACondition() {
    assertThatThrownBy(() -> new BoundedReactionDiffusion(SpaceGrid.of(Y, X), 1, u -> u, List.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("two for each of [y, x]");
    assertThatThrownBy(
            () ->
                new BoundedReactionDiffusion(
                    SpaceGrid.of(FieldAxis.periodic("x", 0, 1, 8)),
                    1,
                    u -> u,
                    List.of(List.of(new Neumann(0), new Neumann(0)))))
        .hasMessageContaining("periodic");
  }
}
