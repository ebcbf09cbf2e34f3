package org.sciml4j.sindy.regression;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.sindy.regression.LinearConstraints.Part;

class ConstrainedLeastSquaresTest {
  /** Every set of active inequalities is tried; the best feasible candidate is the answer. */
  @Property(tries = 60)
  void agreesWithTryingAllActiveSets(@ForAll @IntRange(max = 1_000_000) int seed) {
    RandomKey key = RandomKey.of(seed);
    int n = 4;
    RegressionData data = RegressionData.of(seed, 30, 0.5, new double[] {1, -1, 0.5, 2});
    Part[][] sums = new Part[4][n];
    double[] bounds = new double[4];
    for (int c = 0; c < sums.length; c++) {
      for (int j = 0; j < n; j++) {
        sums[c][j] = new Part(0, j, key.normal(10L * c + j));
      }
      bounds[c] = c == 3 ? 0.3 : -Math.abs(key.normal(100 + c)) / 4;
    }
    LinearConstraints all = LinearConstraints.NONE.equal(bounds[3], sums[3]);
    for (int c = 0; c < 3; c++) {
      all = all.atLeast(bounds[c], sums[c]);
    }
    LeastSquaresProblem problem = data.problem();
    StackedProblem stacked = StackedProblem.of(problem);
    double best = Double.POSITIVE_INFINITY;
    for (int set = 0; set < 8; set++) {
      LinearConstraints active = LinearConstraints.NONE.equal(bounds[3], sums[3]);
      for (int c = 0; c < 3; c++) {
        active = (set >> c & 1) == 1 ? active.equal(bounds[c], sums[c]) : active;
      }
      double[][] candidate = stacked.solve(active);
      if (all.violation(candidate) < 1e-9) {
        best = Math.min(best, problem.squaredResidual(0, candidate[0]));
      }
    }
    double[][] w = stacked.solve(all);
    assertThat(all.violation(w)).isLessThan(1e-9);
    assertThat(problem.squaredResidual(0, w[0])).isBetween(best * (1 - 1e-9), best * (1 + 1e-9));
  }
}
