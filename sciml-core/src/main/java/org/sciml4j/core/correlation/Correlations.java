package org.sciml4j.core.correlation;

import java.util.List;

/**
 * Sums over grid points of all products of pairs of columns: the Gram matrix of the data matrix
 * whose rows are grid points, in twice the working precision.
 *
 * @param gram the matrix
 * @param samples number of grid points summed over
 * @param leftOut number of grid points left out because a column has no value there
 */
public record Correlations(DoubleDouble[][] gram, long samples, long leftOut) {
  static Correlations of(CorrelationPlan plan, List<CorrelationLane> lanes) {
    CorrelationLane all = new CorrelationLane(plan, DotProducts.selected());
    lanes.forEach(all::addAll);
    SumArray total = all.total();
    int n = plan.columns().size();
    DoubleDouble[][] gram = new DoubleDouble[n][n];
    for (int j = 0; j < n; j++) {
      for (int i = 0; i <= j; i++) {
        gram[i][j] = total.get(CorrelationPlan.pair(i, j));
        gram[j][i] = gram[i][j];
      }
    }
    return new Correlations(gram, all.samples(), all.leftOut());
  }
}
