package org.sciml4j.validation.discretization;

import java.util.Arrays;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.sindy.simulation.RightHandSide;
import org.sciml4j.validation.solver.CoarseGraining;
import org.sciml4j.validation.solver.FaceReconstruction;
import org.sciml4j.validation.solver.FiniteVolumeBurgers;
import org.sciml4j.validation.solver.PeriodicForcing;
import org.sciml4j.validation.solver.SspRungeKutta3;
import org.sciml4j.validation.solver.Weno5;

/**
 * Burgers' equation with random forcing, from rest, as solved by WENO-5 on a fine grid and seen on
 * a coarse one.
 *
 * <pre>
 * Y. Bar-Sinai, S. Hoyer, J. Hickey, M. P. Brenner, Learning data-driven discretizations for
 * partial differential equations, Proc. Natl. Acad. Sci. 116 (2019) 15344-15349, equations 7-8,
 * L = 2π, η = 0.04, 512 cells
 * </pre>
 *
 * @param fineCells cells that resolve the shocks
 * @param factor fine cells in a coarse one
 * @param viscosity η
 */
public record ForcedBurgers(int fineCells, int factor, double viscosity) {
  /** L. */
  public static final double LENGTH = 2 * Math.PI;

  /** Time between frames. */
  public static final double FRAME = 0.02;

  private static final int FINE_STEPS = 16;
  private static final int COARSE_STEPS = 2;

  /** The published equation on grids coarser by a factor. */
  public static ForcedBurgers published(int factor) {
    return new ForcedBurgers(512, factor, 0.04);
  }

  /**
   * What the coarse grid sees of a fine solution.
   *
   * @param forcing f
   * @param u averages over the coarse cells, frame by frame
   * @param transport their rates of change without the forcing
   */
  public record Trajectory(PeriodicForcing forcing, double[][] u, double[][] transport) {}

  /** Coarse cells. */
  public int cells() {
    return fineCells / factor;
  }

  /** Width of a coarse cell. */
  public double spacing() {
    return LENGTH / cells();
  }

  /** The solution for the forcing of a key, from rest at time zero. */
  public Trajectory trajectory(int frames, RandomKey key) {
    PeriodicForcing forcing = PeriodicForcing.random(LENGTH, key);
    RightHandSide fine =
        new FiniteVolumeBurgers(new Weno5(), fineCells, LENGTH / fineCells, viscosity, forcing);
    SspRungeKutta3 stepper = new SspRungeKutta3(fine, fineCells);
    double[] state = new double[fineCells];
    double[] rate = new double[fineCells];
    double[] forced = new double[cells()];
    double[][] u = new double[frames][];
    double[][] transport = new double[frames][];
    for (int frame = 0; frame < frames; frame++) {
      double time = frame * FRAME;
      fine.evaluate(time, state, rate);
      forcing.cellAverages(time, forced);
      u[frame] = CoarseGraining.averages(state, factor);
      transport[frame] = CoarseGraining.averages(rate, factor);
      for (int i = 0; i < forced.length; i++) {
        transport[frame][i] -= forced[i];
      }
      stepper.advance(time, state, FRAME / FINE_STEPS, FINE_STEPS);
    }
    return new Trajectory(forcing, u, transport);
  }

  /** A classical scheme on the coarse grid. */
  public RightHandSide classical(FaceReconstruction reconstruction, PeriodicForcing forcing) {
    return new FiniteVolumeBurgers(reconstruction, cells(), spacing(), viscosity, forcing);
  }

  /**
   * A coarse solver's frames from rest.
   *
   * @param solver of one grid or of several side by side
   * @param values of its state
   */
  public static double[][] solve(RightHandSide solver, int values, int frames) {
    SspRungeKutta3 stepper = new SspRungeKutta3(solver, values);
    double[] state = new double[values];
    double[][] solution = new double[frames][];
    for (int frame = 0; frame < frames; frame++) {
      solution[frame] = state.clone();
      stepper.advance(frame * FRAME, state, FRAME / COARSE_STEPS, COARSE_STEPS);
    }
    return solution;
  }

  /** The mean of |a - b| over frames and cells. */
  public static double meanError(double[][] a, double[][] b) {
    double sum = 0;
    for (int frame = 0; frame < a.length; frame++) {
      for (int i = 0; i < a[frame].length; i++) {
        sum += Math.abs(a[frame][i] - b[frame][i]);
      }
    }
    return sum / Arrays.stream(a).mapToInt(frame -> frame.length).sum();
  }
}
