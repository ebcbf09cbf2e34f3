package org.sciml4j.pde.boundary;

/** Where the edge of the domain lies among the grid points. */
public enum EdgePosition {
  /**
   * On a grid point. A given value stands at the first point outside, as where only interior points
   * are unknown; a given slope is that at the outermost point of the field.
   */
  POINT,
  /** Half a spacing outside the outermost point, as on grids of cell averages. */
  FACE
}
