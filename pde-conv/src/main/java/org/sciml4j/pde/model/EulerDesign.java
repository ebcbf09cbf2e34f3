package org.sciml4j.pde.model;

import java.util.Collections;
import java.util.List;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.pde.scheme.TimeStep;
import org.sciml4j.pde.surrogate.ConvolutionalRate;
import org.sciml4j.pde.surrogate.Normalization;

/**
 * What a residual network is built from whose blocks are time steps: {@link ConvolutionalRate} in a
 * scheme.
 *
 * @param grid the states
 * @param layers convolutions one after another, 1 for none but the linear one
 * @param channels of the hidden layers
 * @param extent points of a kernel along every axis, odd
 * @param scheme one of {@link StepDesign#schemes}
 * @param normalization of the states
 * @param rates usual size of the rate of change of each variable
 */
public record EulerDesign(
    StateGrid grid,
    int layers,
    int channels,
    int extent,
    String scheme,
    Normalization normalization,
    List<Double> rates)
    implements StepDesign {
  /**
   * Copies the list.
   *
   * @throws org.sciml4j.core.InvalidInputException if the scheme is unknown or a number out of
   *     range
   */
  public EulerDesign {
    rates = List.copyOf(rates);
    DesignCheck.network(layers, channels, extent);
    DesignCheck.scheme(scheme);
    DesignCheck.positive("rates", rates);
    DesignCheck.variables(grid, normalization);
  }

  /** The rate of change. */
  public ConvolutionalRate rate() {
    return new ConvolutionalRate(
        Collections.nCopies(layers - 1, (long) channels),
        extent,
        grid.edgesOfUnitSpacing(),
        normalization,
        rates,
        Activations.TANH);
  }

  @Override
  public TimeStep step() {
    return new TimeStep(rate(), DesignCheck.scheme(scheme), grid.dt());
  }
}
