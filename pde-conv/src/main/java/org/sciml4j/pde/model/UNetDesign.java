package org.sciml4j.pde.model;

import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.pde.scheme.TimeStep;
import org.sciml4j.pde.surrogate.Normalization;
import org.sciml4j.pde.surrogate.UNet;

/**
 * What a {@link UNet} is built from that forecasts normalised states.
 *
 * @param grid the states
 * @param levels times the grid is halved
 * @param channels at the finest level
 * @param extent points of a kernel along every axis, odd
 * @param normalization of the states
 */
public record UNetDesign(
    StateGrid grid, int levels, int channels, int extent, Normalization normalization)
    implements StepDesign {
  /**
   * Checks the numbers.
   *
   * @throws org.sciml4j.core.InvalidInputException if one is out of range, or a boundary has
   *     values, slopes or two kinds of ends
   */
  public UNetDesign {
    DesignCheck.atLeast(1, "levels", levels);
    DesignCheck.network(levels, channels, extent);
    DesignCheck.variables(grid, normalization);
    grid.modes();
  }

  /** The network between normalised states. */
  public UNet net() {
    return new UNet(levels, channels, extent, grid.modes(), Activations.RELU);
  }

  /** The forecast as a forward Euler step of {@code (forecast - u) / dt}. */
  @Override
  public TimeStep step() {
    Layer forecaster = normalization.around(net());
    return TimeStep.euler(
        (u, scope) -> forecaster.apply(u, scope).minus(u).dividedBy(grid.dt()), grid.dt());
  }
}
