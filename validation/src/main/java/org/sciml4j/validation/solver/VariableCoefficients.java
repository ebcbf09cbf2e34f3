package org.sciml4j.validation.solver;

import java.util.Arrays;
import java.util.List;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.sindy.simulation.pde.FourierTransform;
import org.sciml4j.sindy.simulation.pde.NonlinearTerms;
import org.sciml4j.sindy.simulation.pde.SemilinearSimulation;
import org.sciml4j.sindy.simulation.pde.TimeScheme;
import org.sciml4j.sindy.simulation.pde.Wavenumbers;

/**
 * {@code u_t = Σ c(x) ∂^α u} on a periodic grid by Fourier modes: terms of constant coefficients
 * exactly, the others by products at the points, of which the modes above two thirds of the highest
 * are left out (Orszag 1971, J. Atmos. Sci. 28:1074).
 */
public final class VariableCoefficients {
  /**
   * A term.
   *
   * @param coefficient c, a number for each point, or a single one
   * @param axes letters of the axes of ∂^α, as in {@code xx}
   */
  public record Term(double[] coefficient, String axes) {
    /** A term of a constant coefficient. */
    public static Term constant(double coefficient, String axes) {
      return new Term(new double[] {coefficient}, axes);
    }
  }

  private static final double KEPT = 2.0 / 3;

  private VariableCoefficients() {}

  /**
   * A simulation of u.
   *
   * @param grid periodic along all axes
   * @param terms the right-hand side
   * @param step largest one in time
   */
  public static SemilinearSimulation simulation(SpaceGrid grid, List<Term> terms, double step) {
    FourierTransform transform = new FourierTransform(grid.shape());
    Wavenumbers waves = new Wavenumbers(grid, transform);
    double[][] linear = new double[transform.modes()][2];
    for (Term term : terms) {
      if (term.coefficient.length == 1) {
        List<Integer> orders = grid.orders(term.axes);
        double[] powers = waves.powers(orders);
        int turns = Wavenumbers.quarterTurns(orders);
        double signed = turns >= 2 ? -term.coefficient[0] : term.coefficient[0];
        for (int mode = 0; mode < linear.length; mode++) {
          linear[mode][turns % 2] += signed * powers[mode];
        }
      }
    }
    List<Term> variable = terms.stream().filter(term -> term.coefficient.length > 1).toList();
    return new SemilinearSimulation(
        List.of("u"),
        grid,
        transform,
        linear,
        products(grid, transform, waves, variable),
        TimeScheme.ETDRK4,
        step);
  }

  private static NonlinearTerms products(
      SpaceGrid grid, FourierTransform transform, Wavenumbers waves, List<Term> terms) {
    double[] mask = waves.lowPass(KEPT);
    List<Derivative> derivatives =
        terms.stream()
            .map(term -> Derivative.of(waves, grid.orders(term.axes)).masked(mask))
            .toList();
    double[] spectrum = new double[2 * transform.modes()];
    double[] values = new double[grid.points()];
    double[] sum = new double[grid.points()];
    Derivative identity = new Derivative(mask, 0);
    return (state, out, add) -> {
      Arrays.fill(sum, 0);
      for (int i = 0; i < terms.size(); i++) {
        derivatives.get(i).apply(state[0], spectrum, false);
        transform.inverse(spectrum, values);
        double[] coefficient = terms.get(i).coefficient;
        for (int p = 0; p < sum.length; p++) {
          sum[p] += coefficient[p] * values[p];
        }
      }
      transform.forward(sum, spectrum);
      identity.apply(spectrum, out[0], add);
    };
  }
}
