package org.sciml4j.sindy.simulation.pde;

/** How a {@link PdeSimulation} steps in time; both are of fourth order. */
public enum TimeScheme {
  /**
   * Linear terms exactly, the others by the exponential Runge-Kutta method of Cox and Matthews
   * (2002, J. Comput. Phys. 176:430, equations 26-29) in the stable form of Kassam and Trefethen
   * (2005, SIAM J. Sci. Comput. 26:1214).
   */
  ETDRK4,
  /**
   * The classical Runge-Kutta method for all terms; steps must be as small as the stiffest asks.
   */
  RK4
}
