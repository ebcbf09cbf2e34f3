package org.sciml4j.validation.solver;

import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.sindy.simulation.pde.FourierTransform;
import org.sciml4j.sindy.simulation.pde.NonlinearTerms;
import org.sciml4j.sindy.simulation.pde.SemilinearSimulation;
import org.sciml4j.sindy.simulation.pde.TimeScheme;
import org.sciml4j.sindy.simulation.pde.Wavenumbers;

/**
 * The vorticity ω of an incompressible flow in the periodic plane: {@code ω_t = -(u ω)_x - (v ω)_y
 * + ν ∇²ω - α ω}, {@code u = ψ_y}, {@code v = -ψ_x}, {@code ∇²ψ = -ω}, by Fourier modes without
 * those above two thirds of the highest, so that energy and enstrophy are conserved where ν and α
 * are zero (Canuto, Hussaini, Quarteroni and Zang, Spectral Methods in Fluid Dynamics, Springer
 * 1988, section 7.2).
 */
public final class VorticityFlow implements NonlinearTerms {
  private static final double KEPT = 2.0 / 3;

  private final FourierTransform transform;
  private final Derivative alongX;
  private final Derivative alongY;
  private final Derivative velocityX;
  private final Derivative velocityY;
  private final Derivative filter;
  private final double[] vorticity;
  private final double[] flux;
  private final double[] spectrum;

  private VorticityFlow(FourierTransform transform, Wavenumbers waves, SpaceGrid grid) {
    this.transform = transform;
    double[] mask = waves.lowPass(KEPT);
    double[] inverse = inverseLaplacian(waves);
    alongY = Derivative.of(waves, List.of(1, 0)).masked(mask);
    alongX = Derivative.of(waves, List.of(0, 1)).masked(mask);
    velocityX = alongY.masked(inverse);
    velocityY = alongX.masked(inverse);
    filter = new Derivative(mask, 0);
    vorticity = new double[grid.points()];
    flux = new double[grid.points()];
    spectrum = new double[2 * transform.modes()];
  }

  /**
   * A simulation of ω.
   *
   * @param grid periodic, axes y and x
   * @param viscosity ν
   * @param drag α
   * @param step largest one in time
   * @throws InvalidInputException if the grid is not a plane
   */
  public static SemilinearSimulation simulation(
      SpaceGrid grid, double viscosity, double drag, double step) {
    if (grid.axes().size() != 2) {
      throw new InvalidInputException(
          "grid", "axes " + grid.names(), "two of them", "give the axes y and x");
    }
    FourierTransform transform = new FourierTransform(grid.shape());
    Wavenumbers waves = new Wavenumbers(grid, transform);
    double[] squares = squares(waves);
    double[][] linear = new double[transform.modes()][2];
    for (int mode = 0; mode < linear.length; mode++) {
      linear[mode][0] = -viscosity * squares[mode] - drag;
    }
    return new SemilinearSimulation(
        List.of("vorticity"),
        grid,
        transform,
        linear,
        new VorticityFlow(transform, waves, grid),
        TimeScheme.ETDRK4,
        step);
  }

  private static double[] squares(Wavenumbers waves) {
    double[] sum = waves.powers(List.of(2, 0));
    double[] other = waves.powers(List.of(0, 2));
    for (int mode = 0; mode < sum.length; mode++) {
      sum[mode] += other[mode];
    }
    return sum;
  }

  /** ψ of ω: 1/k², and nothing for the mean. */
  private static double[] inverseLaplacian(Wavenumbers waves) {
    double[] inverse = squares(waves);
    for (int mode = 0; mode < inverse.length; mode++) {
      inverse[mode] = inverse[mode] == 0 ? 0 : 1 / inverse[mode];
    }
    return inverse;
  }

  @Override
  public void apply(double[][] state, double[][] out, boolean add) {
    filter.apply(state[0], spectrum, false);
    transform.inverse(spectrum, vorticity);
    velocityX.apply(state[0], spectrum, false);
    addFlux(-1, alongX, out[0], add);
    velocityY.apply(state[0], spectrum, false);
    addFlux(1, alongY, out[0], true);
  }

  /** Adds the derivative of ω times the velocity in {@code spectrum}. */
  private void addFlux(double sign, Derivative along, double[] out, boolean add) {
    transform.inverse(spectrum, flux);
    for (int i = 0; i < flux.length; i++) {
      flux[i] *= sign * vorticity[i];
    }
    transform.forward(flux, spectrum);
    along.apply(spectrum, out, add);
  }
}
