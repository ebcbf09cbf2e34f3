package org.sciml4j.validation.solver;

import org.sciml4j.sindy.simulation.RightHandSide;

/**
 * Cell averages of the forced Burgers equation {@code u_t + (u²/2 - η u_x)_x = f(x, t)} on a
 * periodic axis: the flux of the exact Riemann solution between the reconstructed states (Godunov
 * 1959) and the slope at the face to fourth order, {@code [1, -15, 15, -1]/12h}. An object serves
 * one thread at a time.
 */
public final class FiniteVolumeBurgers implements RightHandSide {
  private final FaceReconstruction reconstruction;
  private final double spacing;
  private final double viscosity;
  private final PeriodicForcing forcing;
  private final double[] left;
  private final double[] right;

  /**
   * Burgers' equation on equal cells.
   *
   * @param reconstruction gives the states at the faces
   * @param cells how many, at least 5
   * @param spacing width of a cell
   * @param viscosity η, zero for none
   * @param forcing f
   */
  public FiniteVolumeBurgers(
      FaceReconstruction reconstruction,
      int cells,
      double spacing,
      double viscosity,
      PeriodicForcing forcing) {
    this.reconstruction = reconstruction;
    this.spacing = spacing;
    this.viscosity = viscosity;
    this.forcing = forcing;
    left = new double[cells];
    right = new double[cells];
  }

  @Override
  public void evaluate(double time, double[] u, double[] rate) {
    int n = u.length;
    reconstruction.reconstruct(u, left, right);
    double before = u[n - 1];
    double here = u[0];
    double after = u[1];
    for (int i = 0; i < n; i++) {
      double beyond = u[i + 2 < n ? i + 2 : i + 2 - n];
      double slope = (before - 15 * here + 15 * after - beyond) / (12 * spacing);
      left[i] = riemannFlux(left[i], right[i]) - viscosity * slope;
      before = here;
      here = after;
      after = beyond;
    }
    forcing.cellAverages(time, rate);
    double entering = left[n - 1];
    for (int i = 0; i < n; i++) {
      rate[i] += (entering - left[i]) / spacing;
      entering = left[i];
    }
  }

  /** The flux u²/2 at the place of the jump in the solution that starts from two states. */
  static double riemannFlux(double left, double right) {
    double fromLeft = Math.max(left, 0);
    double fromRight = Math.min(right, 0);
    return Math.max(fromLeft * fromLeft, fromRight * fromRight) / 2;
  }
}
