package org.sciml4j.pde.model;

import java.util.Optional;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.pde.discretization.CoefficientNetwork;
import org.sciml4j.pde.discretization.EquationForm;
import org.sciml4j.pde.discretization.FieldEquation;
import org.sciml4j.pde.scheme.TimeStep;
import org.sciml4j.pde.surrogate.Normalization;

/**
 * What a learned discretisation of a known equation is built from.
 *
 * @param grid the states
 * @param equation as {@link FieldEquation#parse} reads it
 * @param layers of the network that chooses coefficients
 * @param channels of its hidden layers
 * @param extent points of a stencil, and of the network's kernels along every axis, odd
 * @param scheme one of {@link StepDesign#schemes}
 * @param normalization of the states that the network sees
 */
public record LearnedFdDesign(
    StateGrid grid,
    String equation,
    int layers,
    int channels,
    int extent,
    String scheme,
    Normalization normalization)
    implements StepDesign {
  /**
   * Reads the equation once.
   *
   * @throws org.sciml4j.core.InvalidInputException if it cannot be read, the scheme is unknown or a
   *     number out of range
   */
  public LearnedFdDesign {
    DesignCheck.network(layers, channels, extent);
    DesignCheck.scheme(scheme);
    DesignCheck.variables(grid, normalization);
    FieldEquation.parse(equation, grid.variables(), grid.dims());
  }

  /** The equation. */
  public FieldEquation parsed() {
    return FieldEquation.parse(equation, grid.variables(), grid.dims());
  }

  /** The equation with learned derivatives. */
  public EquationForm form() {
    return EquationForm.of(
        parsed(),
        new CoefficientNetwork(
            layers, channels, extent, Activations.RELU, Optional.of(normalization)),
        extent,
        grid.edges(),
        grid.distances());
  }

  @Override
  public TimeStep step() {
    return new TimeStep(form().rate(), DesignCheck.scheme(scheme), grid.dt());
  }
}
