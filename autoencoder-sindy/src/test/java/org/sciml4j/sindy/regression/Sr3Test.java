package org.sciml4j.sindy.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sciml4j.sindy.regression.LinearConstraints.Part;

class Sr3Test {
  private static final double[] W = {1.5, 0, -2, 0, 0.5};

  @ParameterizedTest
  @EnumSource(Penalty.class)
  void endsWhereNeitherHalfStepMoves(Penalty penalty) {
    RegressionData data = RegressionData.of(1, 100, 0.3, W);
    Relaxation relaxation = Relaxation.of(penalty, 0.4).withNu(0.25);
    double[] u = new Sr3(relaxation, false, false).fit(data.problem())[0];
    RealMatrix theta = MatrixUtils.createRealMatrix(data.theta()).transpose();
    RealMatrix left =
        theta
            .transposeMultiply(theta)
            .add(MatrixUtils.createRealIdentityMatrix(5).scalarMultiply(4));
    RealVector right =
        theta
            .transpose()
            .operate(MatrixUtils.createRealVector(data.y()[0]))
            .add(MatrixUtils.createRealVector(u).mapMultiply(4));
    RealVector w = new QRDecomposition(left).getSolver().solve(right);
    for (int j = 0; j < 5; j++) {
      double wj = w.getEntry(j);
      double expected =
          switch (penalty) {
            case L0 -> Math.abs(wj) > Math.sqrt(2 * 0.4 * 0.25) ? wj : 0;
            case L1 -> Math.signum(wj) * Math.max(0, Math.abs(wj) - 0.4 * 0.25);
            case L2 -> wj / (1 + 2 * 0.4 * 0.25);
          };
      assertThat(u[j]).isCloseTo(expected, within(1e-8));
    }
  }

  @Test
  void weightsSingleOutCoefficients() {
    RegressionData data = RegressionData.of(2, 200, 0, W);
    double[][] weights = {{0, 0, 100, 0, 0}};
    double[][] w = Sr3.of(Relaxation.threshold(0.1).withWeights(weights)).fit(data.problem());
    assertThat(w[0][2]).isZero();
    assertThat(w[0][0]).isNotZero();
    assertThatThrownBy(
            () ->
                Sr3.of(Relaxation.threshold(0.1).withWeights(new double[1][2])).fit(data.problem()))
        .hasMessageContaining("1 targets by 5 columns");
  }

  @Test
  void equalityAcrossTargetsMatchesTheKktSystem() {
    RegressionData data =
        RegressionData.of(3, 150, 0.3, new double[] {1, 0.5}, new double[] {-1, 2});
    LinearConstraints constraints =
        LinearConstraints.NONE.equal(0.2, new Part(0, 0, 1), new Part(1, 0, 2));
    double[][] w = new ConstrainedSr3(Relaxation.threshold(0.01), constraints).fit(data.problem());
    RealMatrix theta = MatrixUtils.createRealMatrix(data.theta()).transpose();
    RealMatrix gram = theta.transposeMultiply(theta);
    RealMatrix kkt = MatrixUtils.createRealMatrix(5, 5);
    kkt.setSubMatrix(gram.getData(), 0, 0);
    kkt.setSubMatrix(gram.getData(), 2, 2);
    double[] c = {1, 0, 2, 0};
    RealVector right = MatrixUtils.createRealVector(new double[5]);
    for (int t = 0; t < 2; t++) {
      right.setSubVector(
          2 * t, theta.transpose().operate(MatrixUtils.createRealVector(data.y()[t])));
    }
    right.setEntry(4, 0.2);
    for (int i = 0; i < 4; i++) {
      kkt.setEntry(4, i, c[i]);
      kkt.setEntry(i, 4, c[i]);
    }
    RealVector expected = new QRDecomposition(kkt).getSolver().solve(right);
    assertThat(w[0]).containsExactly(expected.getSubVector(0, 2).toArray(), within(1e-10));
    assertThat(w[1]).containsExactly(expected.getSubVector(2, 2).toArray(), within(1e-10));
    assertThat(constraints.violation(w)).isLessThan(1e-12);
  }

  @Test
  void boundsHoldAndTheOtherTermsAdapt() {
    RegressionData data = RegressionData.of(4, 300, 0.1, W);
    LinearConstraints constraints =
        LinearConstraints.NONE.between(0, 0, Double.NEGATIVE_INFINITY, 1).between(0, 2, -3, -2.5);
    double[][] w = new ConstrainedSr3(Relaxation.threshold(0.2), constraints).fit(data.problem());
    assertThat(w[0][0]).isCloseTo(1, within(1e-10));
    assertThat(w[0][2]).isCloseTo(-2.5, within(1e-10));
    assertThat(w[0][4]).isNotZero();
    assertThat(constraints.violation(w)).isLessThan(1e-10);
  }

  @Test
  void inactiveBoundsChangeNothing() {
    RegressionData data = RegressionData.of(4, 300, 0.1, W);
    LinearConstraints loose = LinearConstraints.NONE.between(0, 0, -10, 10);
    assertThat(new ConstrainedSr3(Relaxation.threshold(0.2), loose).fit(data.problem())[0])
        .containsExactly(Sr3.of(Relaxation.threshold(0.2)).fit(data.problem())[0], within(1e-12));
  }

  @Test
  void contradictoryConditionsAreRefused() {
    RegressionData data = RegressionData.of(4, 300, 0.1, W);
    LinearConstraints none =
        LinearConstraints.NONE.atLeast(2, new Part(0, 0, 1)).atMost(1, new Part(0, 0, 1));
    assertThatThrownBy(
            () -> new ConstrainedSr3(Relaxation.threshold(0.2), none).fit(data.problem()))
        .hasMessageContaining("constraints is contradictory");
    LinearConstraints outside = LinearConstraints.NONE.equal(2, new Part(1, 0, 1));
    assertThatThrownBy(
            () -> new ConstrainedSr3(Relaxation.threshold(0.2), outside).fit(data.problem()))
        .hasMessageContaining("target 1, column 0");
  }
}
