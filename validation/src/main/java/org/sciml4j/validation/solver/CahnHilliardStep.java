package org.sciml4j.validation.solver;

import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.sindy.simulation.pde.FourierTransform;
import org.sciml4j.sindy.simulation.pde.Wavenumbers;

/**
 * Semi-implicit steps of {@code u_t = ∇²(u³ - u - γ ∇²u)} on a periodic grid, of order one in time
 * and stable for any step: with {@code a = 3} a part {@code -a ∇²u} is treated explicitly,
 *
 * <pre>
 *   û' = (û (1 + dt a k²) - dt k² F(u³)) / (1 - dt k² (1 - a - γ k²))
 *
 * B. P. Vollmayr-Lee, A. D. Rutenberg, Fast and accurate coarsening simulation with an
 * unconditionally stable time step, Phys. Rev. E 68 (2003) 066703, equation 7
 * </pre>
 *
 * An object serves one thread at a time.
 */
public final class CahnHilliardStep {
  private static final double A = 3;

  private final FourierTransform transform;
  private final double[] squares;
  private final double gamma;
  private final double[] cubes;
  private final double[] state;
  private final double[] cubed;

  /** Steps on a periodic grid of any dimension. */
  public CahnHilliardStep(SpaceGrid grid, double gamma) {
    transform = new FourierTransform(grid.shape());
    Wavenumbers waves = new Wavenumbers(grid, transform);
    squares = new double[transform.modes()];
    for (int axis = 0; axis < grid.axes().size(); axis++) {
      Integer[] orders = new Integer[grid.axes().size()];
      Arrays.fill(orders, 0);
      orders[axis] = 2;
      double[] powers = waves.powers(List.of(orders));
      Arrays.setAll(squares, mode -> squares[mode] + powers[mode]);
    }
    this.gamma = gamma;
    cubes = new double[grid.points()];
    state = new double[2 * transform.modes()];
    cubed = new double[2 * transform.modes()];
  }

  /**
   * Replaces u by its values a step later.
   *
   * @throws InvalidInputException if there is not one value for each point
   */
  public void step(double[] u, double dt) {
    if (u.length != cubes.length) {
      throw new InvalidInputException(
          "u", u.length + " values", cubes.length + ", one for each point", "sample the grid");
    }
    for (int i = 0; i < u.length; i++) {
      cubes[i] = u[i] * u[i] * u[i];
    }
    transform.forward(u, state);
    transform.forward(cubes, cubed);
    for (int i = 0; i < state.length; i++) {
      double k2 = squares[i / 2];
      double explicit = state[i] * (1 + dt * A * k2) - dt * k2 * cubed[i];
      state[i] = explicit / (1 - dt * k2 * (1 - A - gamma * k2));
    }
    transform.inverse(state, u);
  }
}
