package org.sciml4j.operators.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.DifferentialOperator;
import org.sciml4j.operators.Stencil;

class ConstraintTest {
  private static final RandomKey KEY = RandomKey.of(61);
  private static final double H = 0.25;
  private static final double TOLERANCE = 1e-11;
  private static final Tensor U = KEY.child(1).normal(DType.F64, 20, 24);
  private static final Tensor V = KEY.child(2).normal(DType.F64, 20, 24);
  private static final Tensor W = KEY.child(3).normal(DType.F64, 20, 24);

  @AfterAll
  static void free() {
    U.close();
    V.close();
    W.close();
  }

  /** A fit of unrelated fields, so that nothing but the constraint gives the stencil its shape. */
  private static StencilFitProblem problem(int size) {
    return StencilFit.between(TensorField.inSpace("u", U, H, H), TensorField.inSpace("v", V, H, H))
        .size(size)
        .boundary(BoundaryMode.PERIODIC);
  }

  @Test
  void zeroSum() {
    StencilFit fit = problem(3).constrain(Constraint.zeroSum()).fit();
    assertThat(fit.stencil().sum()).isCloseTo(0, within(TOLERANCE));
    assertThat(fit.rank()).isEqualTo(8);
    double variance = 0;
    for (double[] row : fit.covariance("u").getData()) {
      for (double entry : row) {
        variance += entry;
      }
    }
    assertThat(variance).isCloseTo(0, within(TOLERANCE));
  }

  @Test
  void theConstrainedSolutionIsTheBestOne() {
    StencilFitProblem constrained = problem(3).constrain(Constraint.zeroSum());
    double best = constrained.fit().residualStandardDeviation();
    Stencil found = constrained.fit().stencil();
    Stencil away = FitData.randomStencil(KEY.child(4), new int[] {3, 3}, H, H);
    away = away.minus(Stencil.identity(H, H).times(away.sum()));
    for (double step : new double[] {-1e-3, 1e-3}) {
      Stencil other = found.plus(away.times(step));
      try (Tensor ku = FitData.apply(other, U, BoundaryMode.PERIODIC, BoundaryMode.PERIODIC)) {
        double squares = 0;
        for (long i = 0; i < V.count(); i++) {
          squares += Math.pow(V.getFlat(i) - ku.getFlat(i), 2);
        }
        assertThat(Math.sqrt(squares / (V.count() - 8))).isGreaterThan(best);
      }
    }
  }

  @Test
  void consistencyWithAnOperator() {
    DifferentialOperator operator = DifferentialOperator.laplacian(2).times(0.3);
    Stencil found = problem(5).constrain(Constraint.consistentWith(operator, 2)).fit().stencil();
    assertThat(found.accuracy(operator).order().orElse(99)).isGreaterThanOrEqualTo(2);
    assertThat(found.moments().get(2, 0)).isCloseTo(0.3, within(TOLERANCE));
    assertThat(found.moments().get(0, 2)).isCloseTo(0.3, within(TOLERANCE));
    assertThat(found.moments().get(1, 1)).isCloseTo(0, within(TOLERANCE));
    assertThat(found.moments().get(2, 1)).isCloseTo(0, within(TOLERANCE));
  }

  @Test
  void consistencyUpToAFactor() {
    Stencil found =
        problem(5)
            .constrain(Constraint.consistentUpToFactor(DifferentialOperator.laplacian(2), 2))
            .fit()
            .stencil();
    double factor = found.moments().get(2, 0);
    assertThat(Math.abs(factor)).isGreaterThan(1e-6);
    assertThat(found.moments().get(0, 2)).isCloseTo(factor, within(TOLERANCE));
    assertThat(found.moments().get(0, 0)).isCloseTo(0, within(TOLERANCE));
    assertThat(found.moments().get(1, 0)).isCloseTo(0, within(TOLERANCE));
    assertThat(found.moments().get(3, 0)).isCloseTo(0, within(TOLERANCE));
  }

  @Test
  void momentsAndCoefficients() {
    Stencil found =
        problem(3)
            .constrain(Constraint.moment(0.7, 1, 0), Constraint.coefficient(-0.2, 1, 1))
            .fit()
            .stencil();
    assertThat(found.moments().get(1, 0)).isCloseTo(0.7, within(TOLERANCE));
    assertThat(found.coefficient(1, 1)).isCloseTo(-0.2, within(TOLERANCE));
  }

  @Test
  void symmetries() {
    Stencil even = problem(5).constrain(Constraint.even(0)).fit().stencil();
    assertThat(even.isCloseTo(even.reflect(0), TOLERANCE)).isTrue();
    assertThat(even.isCloseTo(even.reflect(1), 0.01)).isFalse();
    Stencil odd = problem(5).constrain(Constraint.odd(1)).fit().stencil();
    assertThat(odd.isCloseTo(odd.reflect(1).times(-1), TOLERANCE)).isTrue();
    Stencil turned = problem(5).constrain(Constraint.quarterTurns(0, 1)).fit().stencil();
    assertThat(turned.isCloseTo(turned.rotate90(0, 1), TOLERANCE)).isTrue();
    assertThat(turned.isCloseTo(turned.reflect(0), 0.01)).isFalse();
    StencilFit all = problem(5).constrain(Constraint.allSymmetries()).fit();
    assertThat(all.stencil().isCloseTo(all.stencil().rotate90(0, 1), TOLERANCE)).isTrue();
    assertThat(all.stencil().isCloseTo(all.stencil().reflect(0), TOLERANCE)).isTrue();
    assertThat(all.rank()).isEqualTo(6);
  }

  @Test
  void patternsEqualFitsOfThosePoints() {
    int[][] cross = {{-1, 0}, {0, -1}, {0, 0}, {0, 1}, {1, 0}};
    Stencil constrained = problem(3).constrain(Constraint.pattern(cross)).fit().stencil();
    Stencil direct = problem(3).pattern(cross).fit().stencil();
    assertThat(direct.size()).isEqualTo(5);
    assertThat(constrained.isCloseTo(direct, TOLERANCE)).isTrue();
  }

  @Test
  void constraintsCanConcernOneInput() {
    StencilFit fit =
        problem(3)
            .inputs(TensorField.inSpace("w", W, H, H))
            .constrain(Constraint.on("w", Constraint.zeroSum()))
            .fit();
    assertThat(fit.stencil("w").sum()).isCloseTo(0, within(TOLERANCE));
    assertThat(Math.abs(fit.stencil("u").sum())).isGreaterThan(1e-6);
  }

  @Test
  void contradictionsAreRefused() {
    assertThatThrownBy(
            () -> problem(3).constrain(Constraint.zeroSum(), Constraint.moment(1, 0, 0)).fit())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("constraint is moment [0, 0] is 1.0");
    assertThatThrownBy(
            () ->
                problem(3)
                    .constrain(Constraint.consistentWith(DifferentialOperator.laplacian(2), 4))
                    .fit())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("larger stencil");
    assertThatThrownBy(() -> problem(3).constrain(Constraint.even(2)).fit())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("axis in a constraint is 2");
    assertThatThrownBy(() -> problem(3).constrain(Constraint.on("q", Constraint.zeroSum())).fit())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("input in a constraint is q");
  }

  @Test
  void ridgeShrinksTowardsZero() {
    double none = problem(3).fit().stencil().largestCoefficient();
    double some = problem(3).ridge(1).fit().stencil().largestCoefficient();
    double strong = problem(3).ridge(1e6).fit().stencil().largestCoefficient();
    assertThat(some).isLessThan(none);
    assertThat(strong).isLessThan(2e-6 * none);
  }

  @Test
  void thresholdingFindsTheSupportAndLeavesNoBias() {
    Stencil truth =
        Stencil.dense(new double[] {H, H}, new double[][] {{0, 1, 0}, {0.5, -3, 0.5}, {0, 1, 0}});
    BoundaryMode[] modes = FitData.everywhere(BoundaryMode.PERIODIC, 2);
    try (Tensor v = FitData.apply(truth, U, modes)) {
      FitData.addNoise(v, KEY.child(5), 0.01);
      StencilFit fit =
          StencilFit.between(TensorField.inSpace("u", U, H, H), TensorField.inSpace("v", v, H, H))
              .size(5)
              .boundary(modes)
              .ridge(1e-3)
              .threshold(0.1)
              .fit();
      StencilFit direct =
          StencilFit.between(TensorField.inSpace("u", U, H, H), TensorField.inSpace("v", v, H, H))
              .pattern(new int[][] {{-1, 0}, {0, -1}, {0, 0}, {0, 1}, {1, 0}})
              .boundary(modes)
              .fit();
      assertThat(fit.rank()).isEqualTo(5);
      assertThat(fit.stencil().isCloseTo(direct.stencil(), TOLERANCE)).isTrue();
      assertThat(fit.standardErrors("u")[12])
          .isCloseTo(direct.standardErrors("u")[2], within(TOLERANCE));
    }
  }

  @Test
  void constraintsThatFollowFromOthersAreNoContradiction() {
    DifferentialOperator laplacian = DifferentialOperator.laplacian(2);
    Constraint consistent = Constraint.consistentWith(laplacian, 2);
    assertThat(problem(3).constrain(consistent).fit().stencil().moments().get(0, 2))
        .isCloseTo(1, within(TOLERANCE));
    for (Constraint other :
        new Constraint[] {Constraint.zeroSum(), Constraint.even(0), Constraint.allSymmetries()}) {
      Stencil found = problem(3).constrain(consistent, other).fit().stencil();
      assertThat(found.moments().get(2, 0)).isCloseTo(1, within(TOLERANCE));
      assertThat(found.moments().get(0, 0)).isCloseTo(0, within(TOLERANCE));
    }
    Stencil turned =
        problem(5)
            .constrain(Constraint.moment(0.7, 2, 0), Constraint.quarterTurns(0, 1))
            .fit()
            .stencil();
    assertThat(turned.moments().get(0, 2)).isCloseTo(0.7, within(TOLERANCE));
  }

  @Test
  void thresholdingGoesOnWithoutRidgeUntilNothingIsBelow() {
    try (Tensor u = FitData.smooth(KEY.child(6), 30, 500)) {
      Stencil truth = Stencil.of(new double[] {1}, new int[][] {{0}, {1}}, new double[] {1, 0.05});
      try (Tensor v = FitData.apply(truth, u, BoundaryMode.PERIODIC)) {
        Stencil found =
            StencilFit.between(TensorField.inSpace("u", u, 1), TensorField.inSpace("v", v, 1))
                .pattern(new int[][] {{0}, {1}})
                .boundary(BoundaryMode.PERIODIC)
                .ridge(1)
                .threshold(0.2)
                .fit()
                .stencil();
        assertThat(found.coefficient(0)).isGreaterThan(1);
        assertThat(found.coefficient(1)).isZero();
      }
    }
  }
}
