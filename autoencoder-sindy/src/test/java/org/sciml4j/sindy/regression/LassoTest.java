package org.sciml4j.sindy.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.random.RandomKey;

class LassoTest {
  @Test
  void orthonormalColumnsAreSoftThresholded() {
    double[][] theta = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}};
    RegressionData data = RegressionData.of(RandomKey.of(1), theta, 0, new double[] {3, -1, 0.2});
    assertThat(Lasso.of(0.1).fit(data.problem())[0])
        .containsExactly(new double[] {2.6, -0.6, 0}, within(1e-9));
  }

  @Property(tries = 30)
  void satisfiesTheOptimalityConditions(
      @ForAll @IntRange(max = 1_000_000) int seed,
      @ForAll @IntRange(min = 1, max = 40) int tenths) {
    double lambda = tenths / 20.0;
    int rows = 60;
    double[][] theta = RegressionData.normal(RandomKey.of(seed), 6, rows);
    for (int i = 0; i < rows; i++) {
      theta[5][i] += theta[0][i];
    }
    RegressionData data =
        RegressionData.of(RandomKey.of(seed + 1), theta, 0.3, new double[] {1, 0, 2, 0, 0, -1});
    double[] w = new Lasso(lambda, false, false, 1e-14, 100_000).coefficients(data.problem())[0];
    for (int j = 0; j < w.length; j++) {
      double slope = 0;
      for (int i = 0; i < rows; i++) {
        double residual = data.y()[0][i];
        for (int k = 0; k < w.length; k++) {
          residual -= theta[k][i] * w[k];
        }
        slope += theta[j][i] * residual / rows;
      }
      if (w[j] == 0) {
        assertThat(Math.abs(slope)).isLessThanOrEqualTo(lambda + 1e-6);
      } else {
        assertThat(slope).isCloseTo(lambda * Math.signum(w[j]), within(1e-6));
      }
    }
  }
}
