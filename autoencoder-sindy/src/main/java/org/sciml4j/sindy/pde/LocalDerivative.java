package org.sciml4j.sindy.pde;

import java.util.List;

/**
 * How a derivative along a uniform axis is estimated from neighbouring values: by weights that
 * depend on where the point lies among its neighbours only.
 */
public sealed interface LocalDerivative permits CentralDifference, LocalPolynomial {
  /** The orders of derivative that are taken one after the other for an order. */
  default List<Integer> steps(int order) {
    return List.of(order);
  }

  /** Number of neighbours on either side that an order of derivative takes; 0 is the value. */
  int reach(int order);

  /** Number of points at either end of an axis that are not fit for use. */
  int margin();

  /**
   * The weights of an estimate.
   *
   * @param order of the derivative
   * @param left number of neighbours before the point
   * @param count number of points in all
   */
  double[] weights(int order, int left, int count);

  /** Number of points that an order of derivative takes near an end of the axis. */
  int endCount(int order);
}
