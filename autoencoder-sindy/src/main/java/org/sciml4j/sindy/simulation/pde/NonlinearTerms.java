package org.sciml4j.sindy.simulation.pde;

/** What a {@link SemilinearSimulation} adds to the linear terms; it may keep workspaces. */
@FunctionalInterface
public interface NonlinearTerms {
  /**
   * Computes the spectra of the terms.
   *
   * @param state the spectrum of each field, as a {@link FourierTransform} gives it
   * @param out the spectra of the terms of each field's equation
   * @param add whether they are added to what is there, or replace it
   */
  void apply(double[][] state, double[][] out, boolean add);
}
