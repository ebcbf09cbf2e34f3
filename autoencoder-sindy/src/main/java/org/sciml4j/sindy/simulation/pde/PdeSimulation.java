package org.sciml4j.sindy.simulation.pde;

import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.field.EvolutionEquation;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.FieldSeries;
import org.sciml4j.sindy.field.SpaceGrid;

/**
 * Solves evolution equations on a periodic grid: derivatives in space by Fourier transforms, time
 * by a scheme of fourth order with equal steps.
 *
 * @param equations one for each field
 * @param grid periodic along all axes
 * @param scheme how time is stepped
 * @param largestStep steps are at most so long, and divide the time between frames
 */
public record PdeSimulation(
    List<EvolutionEquation> equations, SpaceGrid grid, TimeScheme scheme, double largestStep) {
  /**
   * Checks the grid and the step.
   *
   * @throws InvalidInputException if there is no equation, an axis has ends, or the step is not
   *     positive
   */
  public PdeSimulation {
    equations = List.copyOf(equations);
    if (equations.isEmpty()) {
      throw new InvalidInputException(
          "equations", "empty", "one equation per field", "say what the fields obey");
    }
    for (FieldAxis axis : grid.axes()) {
      if (!axis.periodic()) {
        throw new InvalidInputException(
            "axis " + axis.name(),
            "not periodic",
            "a periodic grid",
            "simulate on a periodic axis: Fourier modes know no ends");
      }
    }
    if (!(largestStep > 0)) {
      throw new InvalidInputException(
          "largestStep", largestStep, "a positive time", "choose the step of the scheme");
    }
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
    List<String> names = equations.stream().map(e -> e.field().name()).toList();
    double[][] values = new double[equations.size()][Math.multiplyExact(points, time.points())];
    FourierTransform transform = new FourierTransform(grid.shape());
    double[][] state = new double[equations.size()][2 * transform.modes()];
    requireFieldsOf(initial, points);
    for (int field = 0; field < state.length; field++) {
      System.arraycopy(initial[field], 0, values[field], 0, points);
      transform.forward(initial[field], state[field]);
    }
    int substeps = (int) Math.max(1, Math.ceil(time.spacing() / largestStep * (1 - 1e-12)));
    Stepper stepper = stepper(transform, time.spacing() / substeps);
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

  private Stepper stepper(FourierTransform transform, double step) {
    Wavenumbers waves = new Wavenumbers(grid, transform);
    int modes = transform.modes();
    int fields = equations.size();
    LinearPart linear = new LinearPart(equations, grid, waves, modes);
    NonlinearPart nonlinear = new NonlinearPart(equations, grid, waves, transform);
    return switch (scheme) {
      case ETDRK4 -> new ExponentialRungeKutta4(linear, nonlinear, step, fields, modes);
      case RK4 -> new RungeKutta4(linear, nonlinear, step, fields, modes);
    };
  }

  private void requireFieldsOf(double[][] initial, int points) {
    if (initial.length != equations.size()) {
      throw new InvalidInputException(
          "initial",
          "of " + initial.length + " fields",
          "one array for each of " + equations.stream().map(e -> e.field().name()).toList(),
          "give every field a start");
    }
    for (int field = 0; field < initial.length; field++) {
      if (initial[field].length != points) {
        throw new InvalidInputException(
            "initial values of " + equations.get(field).field().name(),
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
            "simulated " + equations.get(field).field().name(),
            "infinite at time " + (float) time,
            "a bounded solution",
            "take smaller steps than "
                + largestStep
                + ", or equations without growing short waves than "
                + equations.get(field));
      }
    }
  }
}
