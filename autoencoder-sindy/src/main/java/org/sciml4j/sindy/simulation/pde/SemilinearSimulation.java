package org.sciml4j.sindy.simulation.pde;

import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.FieldSeries;
import org.sciml4j.sindy.field.SpaceGrid;

/**
 * Solves û_t = L û + N(û) for the spectra of fields on a periodic grid, by a scheme of fourth order
 * with equal steps. L is one small matrix per mode; N may be anything, so that here belongs what
 * {@link PdeSimulation} has no words for: stream functions, coefficients that depend on place.
 */
public final class SemilinearSimulation {
  private final List<String> names;
  private final SpaceGrid grid;
  private final FourierTransform transform;
  private final double[][] linear;
  private final NonlinearTerms nonlinear;
  private final TimeScheme scheme;
  private final double largestStep;

  /**
   * A simulation of some fields.
   *
   * @param names of the fields
   * @param grid periodic along all axes
   * @param transform of the grid's shape
   * @param linear L: for each mode a matrix of complex numbers, row by row
   * @param nonlinear N
   * @param scheme how time is stepped
   * @param largestStep steps are at most so long, and divide the time between frames
   * @throws InvalidInputException if an axis has ends, or the step is not positive
   */
  public SemilinearSimulation(
      List<String> names,
      SpaceGrid grid,
      FourierTransform transform,
      double[][] linear,
      NonlinearTerms nonlinear,
      TimeScheme scheme,
      double largestStep) {
    requirePeriodic(grid);
    requirePositive(largestStep);
    this.names = List.copyOf(names);
    this.grid = grid;
    this.transform = transform;
    this.linear = linear;
    this.nonlinear = nonlinear;
    this.scheme = scheme;
    this.largestStep = largestStep;
  }

  /**
   * The fields at the times of an axis, the first of which is the start.
   *
   * @param initial for each field its values at the first time
   * @param time when values are wanted
   * @throws InvalidInputException if the sizes differ from the grid's, or if the fields grow beyond
   *     all bounds, telling when
   */
  public FieldSeries run(double[][] initial, FieldAxis time) {
    int points = grid.points();
    double[][] values = new double[names.size()][Math.multiplyExact(points, time.points())];
    double[][] state = new double[names.size()][2 * transform.modes()];
    requireFieldsOf(initial, points);
    for (int field = 0; field < state.length; field++) {
      System.arraycopy(initial[field], 0, values[field], 0, points);
      transform.forward(initial[field], state[field]);
    }
    int substeps = (int) Math.max(1, Math.ceil(time.spacing() / largestStep * (1 - 1e-12)));
    Stepper stepper = stepper(time.spacing() / substeps);
    double[] frame = new double[points];
    for (int i = 1; i < time.points(); i++) {
      for (int k = 0; k < substeps; k++) {
        stepper.step(state);
        requireFinite(state, time.coordinate(i - 1) + (k + 1) * time.spacing() / substeps);
      }
      for (int field = 0; field < state.length; field++) {
        transform.inverse(state[field], frame);
        System.arraycopy(frame, 0, values[field], i * points, points);
      }
    }
    return new FieldSeries(names, grid, time, values);
  }

  private Stepper stepper(double step) {
    int modes = transform.modes();
    return switch (scheme) {
      case ETDRK4 -> new ExponentialRungeKutta4(linear, nonlinear, step, names.size(), modes);
      case RK4 -> new RungeKutta4(linear, nonlinear, step, names.size(), modes);
    };
  }

  private void requireFieldsOf(double[][] initial, int points) {
    if (initial.length != names.size()) {
      throw new InvalidInputException(
          "initial",
          "of " + initial.length + " fields",
          "one array for each of " + names,
          "give every field a start");
    }
    for (int field = 0; field < initial.length; field++) {
      if (initial[field].length != points) {
        throw new InvalidInputException(
            "initial values of " + names.get(field),
            initial[field].length + " numbers",
            points + " numbers, one per grid point",
            "sample the start on the grid");
      }
    }
  }

  private void requireFinite(double[][] state, double time) {
    for (int field = 0; field < state.length; field++) {
      double sum = 0;
      for (double amplitude : state[field]) {
        sum += Math.abs(amplitude);
      }
      if (!Double.isFinite(sum)) {
        throw new InvalidInputException(
            "simulated " + names.get(field),
            "infinite at time " + (float) time,
            "a bounded solution",
            "take smaller steps than "
                + largestStep
                + ", or equations whose short waves do not grow");
      }
    }
  }

  static void requirePeriodic(SpaceGrid grid) {
    for (FieldAxis axis : grid.axes()) {
      if (!axis.periodic()) {
        throw new InvalidInputException(
            "axis " + axis.name(),
            "not periodic",
            "a periodic grid",
            "simulate on a periodic axis: Fourier modes know no ends");
      }
    }
  }

  static void requirePositive(double largestStep) {
    if (!(largestStep > 0)) {
      throw new InvalidInputException(
          "largestStep", largestStep, "a positive time", "choose the step of the scheme");
    }
  }
}
