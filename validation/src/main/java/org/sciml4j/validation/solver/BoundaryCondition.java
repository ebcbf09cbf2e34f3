package org.sciml4j.validation.solver;

/** What holds at one end of an axis. */
public sealed interface BoundaryCondition {
  /**
   * The value at the boundary point.
   *
   * @param value u
   */
  record Dirichlet(double value) implements BoundaryCondition {}

  /**
   * The derivative along the outward normal.
   *
   * @param slope ∂u/∂n
   */
  record Neumann(double slope) implements BoundaryCondition {}
}
