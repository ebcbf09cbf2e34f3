package org.sciml4j.sindy.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BestSubsetTest {
  @Property(tries = 25)
  void agreesWithExhaustiveSearch(
      @ForAll @IntRange(max = 1_000_000) int seed,
      @ForAll @IntRange(min = 1, max = 7) int columns) {
    double[] w = IntStream.range(0, columns).mapToDouble(j -> j % 3 * 0.3).toArray();
    LeastSquaresProblem problem = RegressionData.of(seed, 30, 1, w).problem();
    double[] least = new double[columns + 1];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    for (int set = 0; set < 1 << columns; set++) {
      int chosen = set;
      int[] support = IntStream.range(0, columns).filter(j -> (chosen >> j & 1) == 1).toArray();
      double residual = problem.squaredResidual(0, Support.leastSquares(problem, 0, support));
      least[support.length] = Math.min(least[support.length], residual);
    }
    BestSubset.Winners winners = BestSubset.search(problem, 0);
    assertThat(winners.squaredResiduals()).containsExactly(least, within(1e-10));
    for (int k = 0; k <= columns; k++) {
      int[] support = winners.supports()[k];
      assertThat(support).hasSize(k).isSorted();
      assertThat(problem.squaredResidual(0, Support.leastSquares(problem, 0, support)))
          .isCloseTo(least[k], within(1e-10));
    }
  }

  @Test
  void thirtyColumnsAreSearchedCompletely() {
    double[] w = new double[30];
    w[3] = 1;
    w[11] = -0.7;
    w[29] = 0.4;
    BestSubset.Winners winners = BestSubset.search(RegressionData.of(6, 500, 0.5, w).problem(), 0);
    assertThat(winners.supports()[3]).containsExactly(3, 11, 29);
    assertThat(winners.squaredResiduals()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void tooManyColumnsAreRefused() {
    LeastSquaresProblem problem = RegressionData.of(6, 100, 0.5, new double[41]).problem();
    assertThatThrownBy(() -> BestSubset.search(problem, 0)).hasMessageContaining("at most 40");
  }
}
