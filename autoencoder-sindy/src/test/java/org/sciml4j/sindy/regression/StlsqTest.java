package org.sciml4j.sindy.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.random.RandomKey;

class StlsqTest {
  private static final double[] W = {10, 0, -2, 0, 0.5, 0};

  @Test
  void recoversTheSupportFromNoise() {
    RegressionData data = RegressionData.of(1, 2000, 0.2, W, new double[] {0, 1, 0, 0, 0, -1});
    double[][] w = Stlsq.of(0.1).fit(data.problem());
    assertThat(Support.of(w[0])).containsExactly(0, 2, 4);
    assertThat(Support.of(w[1])).containsExactly(1, 5);
    assertThat(w[0]).containsExactly(W, within(0.02));
    assertThat(w[0])
        .containsExactly(
            Support.leastSquares(data.problem(), 0, new int[] {0, 2, 4}), within(1e-14));
  }

  @Test
  void dropsWhatOnlyTheRidgeHeldUp() {
    double[][] theta = new double[3][200];
    double x = 0.3;
    for (int i = 0; i < 200; i++) {
      theta[0][i] = 1;
      theta[1][i] = x;
      theta[2][i] = x * x;
      x = 3.7 * x * (1 - x);
    }
    RegressionData data = RegressionData.of(RandomKey.of(1), theta, 0, new double[] {0, 3.7, -3.7});
    assertThat(new Stlsq(0.1, 0.05, 20, false, false).fit(data.problem())[0][0]).isGreaterThan(0.1);
    double[] w = Stlsq.of(0.1).fit(data.problem())[0];
    assertThat(w[0]).isZero();
    assertThat(w).containsExactly(new double[] {0, 3.7, -3.7}, within(1e-12));
  }

  @Test
  void ridgeShrinksByTheKnownFactor() {
    double[][] theta = {{1, 0, 0}, {0, 2, 0}};
    RegressionData data = RegressionData.of(RandomKey.of(1), theta, 0, new double[] {3, 5});
    double[][] w = new Stlsq(0.1, 0.5, 20, false, false).fit(data.problem());
    assertThat(w[0]).containsExactly(new double[] {3 / 1.5, 5 * 4 / 4.5}, within(1e-14));
  }

  @Test
  void normalisedColumnsMeasureTheContributionAndNotTheUnit() {
    double[][] theta = RegressionData.normal(RandomKey.of(2), 2, 1000);
    for (int i = 0; i < 1000; i++) {
      theta[0][i] *= 1e-3;
      theta[1][i] *= 1e3;
    }
    RegressionData data = RegressionData.of(RandomKey.of(3), theta, 0, new double[] {1, 1e-3});
    double[][] w = new Stlsq(5, 0, 20, true, true).fit(data.problem());
    assertThat(w[0][0]).isZero();
    assertThat(w[0][1]).isCloseTo(1e-3, within(1e-7));
  }

  @Test
  void thresholdAboveEverythingTellsTheLargestCoefficient() {
    RegressionData data = RegressionData.of(4, 500, 0, W);
    assertThatThrownBy(() -> Stlsq.of(100).fit(data.problem()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("threshold is too high, Stlsq drops every term of target 0")
        .hasMessageContaining("the largest coefficient before is 10.0000 of f0");
  }

  @Test
  void zeroTargetHasNoTerms() {
    RegressionData data = RegressionData.of(4, 500, 0, new double[3]);
    assertThat(Stlsq.of(0.1).fit(data.problem())[0]).containsOnly(0.0);
  }
}
