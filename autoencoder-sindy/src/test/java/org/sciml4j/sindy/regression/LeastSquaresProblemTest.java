package org.sciml4j.sindy.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.random.RandomKey;

class LeastSquaresProblemTest {
  private static final double[] W = {1, 0, -2, 0.5, 0};

  @Test
  void coefficientsOfANoisyFitAgreeWithHipparchus() {
    RegressionData data = RegressionData.of(1, 3001, 0.1, W, new double[] {0, 3, 0, 0, 1});
    RealMatrix theta = MatrixUtils.createRealMatrix(data.theta()).transpose();
    LeastSquaresProblem problem = data.problem();
    for (int t = 0; t < 2; t++) {
      double[] expected =
          new QRDecomposition(theta)
              .getSolver()
              .solve(MatrixUtils.createRealVector(data.y()[t]))
              .toArray();
      double[] w = problem.solve(t);
      assertThat(w).containsExactly(expected, within(1e-14));
      double residual =
          MatrixUtils.createRealVector(data.y()[t])
              .subtract(theta.operate(MatrixUtils.createRealVector(w)))
              .getNorm();
      assertThat(problem.squaredResidual(t, w)).isCloseTo(residual * residual, within(1e-10));
    }
  }

  @Test
  void badlyScaledPowersAreSolvedToTenDigits() {
    int rows = 4000;
    double[][] theta = new double[8][rows];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      double x = 20 + 5.0 * i / rows;
      for (int j = 0; j < theta.length; j++) {
        theta[j][i] = Math.pow((x - 22.5) / 2.5, j) * Math.pow(1e4, j);
        y[i] += theta[j][i] / Math.pow(1e4, j);
      }
    }
    double[] w =
        LeastSquaresProblem.of(RegressionData.names(8), theta, new double[][] {y}, null).solve(0);
    for (int j = 0; j < w.length; j++) {
      assertThat(w[j] * Math.pow(1e4, j)).isCloseTo(1, within(1e-13));
    }
  }

  @Test
  void errorGrowsWithTheConditionNumberAndNotWithItsSquare() {
    int rows = 3000;
    double gap = 1e-6;
    double[][] theta = RegressionData.normal(RandomKey.of(5), 3, rows);
    for (int i = 0; i < rows; i++) {
      theta[2][i] = theta[0][i] + gap * theta[2][i];
    }
    RegressionData data = RegressionData.of(RandomKey.of(6), theta, 0, new double[] {1, 1, 1});
    assertThat(data.problem().solve(0)).containsExactly(new double[] {1, 1, 1}, within(1e-9));
  }

  @Test
  void nearlySingularColumnsFallBackToReflections() {
    int rows = 3000;
    double gap = 1e-9;
    double[][] theta = RegressionData.normal(RandomKey.of(5), 3, rows);
    for (int i = 0; i < rows; i++) {
      theta[2][i] = theta[0][i] + gap * theta[2][i];
    }
    RegressionData data = RegressionData.of(RandomKey.of(6), theta, 0, new double[] {1, 1, 1});
    assertThat(data.problem().solve(0)).containsExactly(new double[] {1, 1, 1}, within(1e-6));
  }

  @Test
  void residualFarBelowTheTargetKeepsItsDigits() {
    RegressionData data = RegressionData.of(3, 2000, 1e-11, W);
    double[] w = data.problem().solve(0);
    BigDecimal exact = BigDecimal.ZERO;
    for (int i = 0; i < 2000; i++) {
      BigDecimal residual = new BigDecimal(data.y()[0][i]);
      for (int j = 0; j < w.length; j++) {
        residual =
            residual.subtract(new BigDecimal(w[j]).multiply(new BigDecimal(data.theta()[j][i])));
      }
      exact = exact.add(residual.multiply(residual), MathContext.DECIMAL128);
    }
    assertThat(data.problem().squaredResidual(0, w) / exact.doubleValue())
        .isCloseTo(1, within(1e-3));
  }

  @Test
  void blocksMergeToTheProblemOfAllRows() {
    RegressionData data = RegressionData.of(4, 5000, 0.1, W);
    var first = new LeastSquaresAccumulator(data.names(), 1);
    var second = new LeastSquaresAccumulator(data.names(), 1);
    first.add(data.theta(), data.y(), null, 0, 3).add(data.theta(), data.y(), null, 3, 1700);
    second.add(data.theta(), data.y(), null, 1700, 5000);
    LeastSquaresProblem merged = first.merge(second).problem();
    LeastSquaresProblem whole = data.problem();
    assertThat(merged.rows()).isEqualTo(5000);
    assertThat(merged.solve(0)).containsExactly(whole.solve(0), within(1e-14));
    assertThat(merged.outside()[0]).isCloseTo(whole.outside()[0], within(1e-10));
  }

  @Test
  void weightsActAsRepeatedRows() {
    RegressionData data = RegressionData.of(7, 400, 0.3, W);
    double[] weights = new double[400];
    Arrays.setAll(weights, i -> i % 3);
    var repeated = new LeastSquaresAccumulator(data.names(), 1);
    for (int i = 0; i < 400; i++) {
      for (int k = 0; k < i % 3; k++) {
        repeated.add(data.theta(), data.y(), null, i, i + 1);
      }
    }
    LeastSquaresProblem weighted =
        LeastSquaresProblem.of(data.names(), data.theta(), data.y(), weights);
    assertThat(weighted.solve(0)).containsExactly(repeated.problem().solve(0), within(1e-13));
    assertThat(weighted.outside()[0]).isCloseTo(repeated.problem().outside()[0], within(1e-11));
  }

  @Test
  void fewerColumnsGiveTheProblemOfThoseColumns() {
    RegressionData data = RegressionData.of(8, 600, 0.3, W);
    double[][] some = {data.theta()[1], data.theta()[2], data.theta()[4]};
    LeastSquaresProblem expected =
        LeastSquaresProblem.of(List.of("f1", "f2", "f4"), some, data.y(), null);
    LeastSquaresProblem restricted = data.problem().restrictedTo(1, 2, 4);
    assertThat(restricted.names()).isEqualTo(expected.names());
    assertThat(restricted.solve(0)).containsExactly(expected.solve(0), within(1e-14));
    assertThat(restricted.outside()[0]).isCloseTo(expected.outside()[0], within(1e-10));
  }

  @Test
  void extremeMagnitudesNeitherOverflowNorVanish() {
    RegressionData data = RegressionData.of(9, 500, 0, W);
    double[][] theta = data.theta();
    for (int i = 0; i < 500; i++) {
      theta[0][i] *= 1e200;
      theta[3][i] *= 1e-200;
    }
    double[] w = data.problem().solve(0);
    assertThat(w[0] * 1e200).isCloseTo(1, within(1e-12));
    assertThat(w[3] * 1e-200).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void collinearColumnsAreNamedWithTheirCombination() {
    double[][] theta = RegressionData.normal(RandomKey.of(5), 4, 300);
    for (int i = 0; i < 300; i++) {
      theta[2][i] = 3 * theta[0][i] - 0.5 * theta[1][i];
    }
    RegressionData data = RegressionData.of(RandomKey.of(6), theta, 0, new double[] {1, 1, 1, 1});
    assertThatThrownBy(() -> Identifiability.of(data.problem()).require())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("f2 = 3.000 f0 - 0.5000 f1,")
        .hasMessageNotContaining("f3 =");
  }

  @Test
  void negativeWeightsAndShortTargetsAreNamed() {
    RegressionData data = RegressionData.of(9, 50, 0, W);
    double[] weights = new double[50];
    weights[7] = -1;
    assertThatThrownBy(() -> LeastSquaresProblem.of(data.names(), data.theta(), data.y(), weights))
        .hasMessageContaining("weight of row 7 is -1.0");
    assertThatThrownBy(
            () -> LeastSquaresProblem.of(data.names(), data.theta(), data.y(), new double[] {1, 1}))
        .hasMessageContaining("weights is 2 rows, expected 50 rows");
  }

  @Test
  void badInputIsNamed() {
    RegressionData data = RegressionData.of(9, 4, 0, W);
    assertThatThrownBy(() -> Identifiability.of(data.problem()).require())
        .hasMessageContaining("number of rows is 4, expected at least as many as the 5 columns");
    RegressionData gap = RegressionData.of(9, 100, 0, W);
    gap.theta()[2][17] = Double.NaN;
    assertThatThrownBy(gap::problem).hasMessageContaining("column f2, row 17 is NaN");
    RegressionData infinite = RegressionData.of(9, 100, 0, W);
    infinite.y()[0][3] = Double.POSITIVE_INFINITY;
    assertThatThrownBy(infinite::problem).hasMessageContaining("target 0, row 3 is Infinity");
  }
}
