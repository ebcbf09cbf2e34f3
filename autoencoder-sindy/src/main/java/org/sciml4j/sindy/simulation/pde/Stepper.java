package org.sciml4j.sindy.simulation.pde;

/** Advances spectra by one time step. */
@FunctionalInterface
interface Stepper {
  /** Replaces the state, for each field complex numbers mode by mode, by the one a step later. */
  void step(double[][] state);
}
