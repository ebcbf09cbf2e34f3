package org.sciml4j.validation.solver;

import org.sciml4j.core.InvalidInputException;

/** Averages over groups of cells: what a finite-volume solution is on a coarser grid. */
public final class CoarseGraining {
  private CoarseGraining() {}

  /**
   * The averages of each {@code factor} neighbouring cells.
   *
   * @throws InvalidInputException if the factor does not divide the number of cells
   */
  public static double[] averages(double[] cells, int factor) {
    if (factor < 1 || cells.length % factor != 0) {
      throw new InvalidInputException(
          "factor", factor, "a divisor of " + cells.length, "coarsen by a divisor of the grid");
    }
    double[] coarse = new double[cells.length / factor];
    for (int i = 0; i < cells.length; i++) {
      coarse[i / factor] += cells[i] / factor;
    }
    return coarse;
  }
}
