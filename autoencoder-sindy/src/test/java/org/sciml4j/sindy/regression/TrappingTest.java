package org.sciml4j.sindy.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.random.RandomKey;

class TrappingTest {
  /** Columns 1, x, y, z, x², xy, xz, y², yz, z². */
  private static final QuadraticColumns COLUMNS =
      new QuadraticColumns(0, new int[] {1, 2, 3}, new int[][] {{4, 5, 6}, {5, 7, 8}, {6, 8, 9}});

  private static final double[][] LORENZ = {
    {0, -10, 10, 0, 0, 0, 0, 0, 0, 0},
    {0, 28, -1, 0, 0, 0, -1, 0, 0, 0},
    {0, 0, 0, -8.0 / 3, 0, 1, 0, 0, 0, 0}
  };

  private static RegressionData data(double noise, double[][] w) {
    int rows = 500;
    double[][] x = RegressionData.normal(RandomKey.of(11), 3, rows);
    double[][] theta = new double[10][rows];
    for (int i = 0; i < rows; i++) {
      theta[0][i] = 1;
      int next = 4;
      for (int j = 0; j < 3; j++) {
        theta[1 + j][i] = x[j][i];
        for (int k = j; k < 3; k++) {
          theta[next++][i] = x[j][i] * x[k][i];
        }
      }
    }
    return RegressionData.of(RandomKey.of(12), theta, noise, w);
  }

  @Test
  void lorenzPreservesEnergyAndIsTrapped() {
    assertThat(COLUMNS.energyPreserving().equalities()).hasSize(10);
    assertThat(COLUMNS.energyPreserving().violation(LORENZ)).isZero();
    TrappingRegion region = TrappingRegion.of(LORENZ, COLUMNS, 0.5);
    assertThat(region.exists()).isTrue();
    assertThat(region.eigenvalues()[2]).isLessThanOrEqualTo(-0.499);
    assertThat(region.radius()).isFinite();
  }

  @Test
  void symmetricPartAtTheKnownCentreIsDiagonal() {
    TrappingRegion region = TrappingRegion.at(LORENZ, COLUMNS, new double[] {0, 0, 38});
    assertThat(region.eigenvalues())
        .containsExactly(new double[] {-10, -8.0 / 3, -1}, within(1e-12));
    assertThat(region.radius()).isCloseTo(38 * 8.0 / 3, within(1e-12));
  }

  @Test
  void energyIsPreservedWhereLeastSquaresBreaksIt() {
    RegressionData data = data(2, LORENZ);
    LinearConstraints conditions = COLUMNS.energyPreserving();
    assertThat(conditions.violation(Stlsq.of(0.5).fit(data.problem()))).isGreaterThan(1e-3);
    double[][] w = Trapping.of(COLUMNS, 0.5).fit(data.problem());
    assertThat(conditions.violation(w)).isLessThan(1e-10);
    assertThat(TrappingRegion.of(w, COLUMNS, 0.1).exists()).isTrue();
    for (int t = 0; t < 3; t++) {
      assertThat(Support.of(w[t])).containsExactly(Support.of(LORENZ[t]));
      assertThat(w[t]).containsExactly(LORENZ[t], within(0.3));
    }
  }

  @Test
  void growthWithoutCouplingHasNoTrappingRegionUntilAskedFor() {
    double[][] growing = {
      {0, 0.1, 0, 0, 0, 0, 0, 0, 0, 0},
      {0, 0, -1, 0, 0, 0, 0, 0, 0, 0},
      {0, 0, 0, -1, 0, 0, 0, 0, 0, 0}
    };
    assertThat(TrappingRegion.of(growing, COLUMNS, 0.1).exists()).isFalse();
    RegressionData data = data(0.1, growing);
    Trapping strong = new Trapping(COLUMNS, 0, 1e-6, 0.1, 3000, 1e-12);
    double[][] w = strong.fit(data.problem());
    double largest = TrappingRegion.of(w, COLUMNS, 0.1).eigenvalues()[2];
    assertThat(largest).isNegative();
    assertThat(List.of(w)).hasSize(3);
  }
}
