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
    SemilinearSimulation.requirePeriodic(grid);
    SemilinearSimulation.requirePositive(largestStep);
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
    FourierTransform transform = new FourierTransform(grid.shape());
    Wavenumbers waves = new Wavenumbers(grid, transform);
    return new SemilinearSimulation(
            equations.stream().map(equation -> equation.field().name()).toList(),
            grid,
            transform,
            new LinearPart(equations, grid, waves, transform.modes()).matrices(),
            new NonlinearPart(equations, grid, waves, transform),
            scheme,
            largestStep)
        .run(initial, time);
  }
}
