package org.sciml4j.validation.discretization;

import org.sciml4j.core.nn.Layer;
import org.sciml4j.pde.discretization.CoefficientNetwork;
import org.sciml4j.pde.discretization.FluxForm;
import org.sciml4j.pde.discretization.PlainForm;

/** The form of a learned discretisation of Burgers' equation. */
public enum LearnedForm {
  /** Derivatives at the centres, {@code -u u_x + η u_xx}. */
  PLAIN,
  /** One state and one slope at each face. */
  FLUX,
  /** Two states and one slope at each face, between which Godunov's flux decides. */
  GODUNOV;

  /** The rate of change without forcing, with the published network. */
  Layer layer(ForcedBurgers setup) {
    CoefficientNetwork network = CoefficientNetwork.published();
    double nu = setup.viscosity();
    double h = setup.spacing();
    return switch (this) {
      case PLAIN -> PlainForm.burgers(network, nu, h);
      case FLUX -> FluxForm.burgers(network, nu, h);
      case GODUNOV -> FluxForm.godunovBurgers(network, nu, h);
    };
  }
}
