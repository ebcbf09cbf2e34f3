package org.sciml4j.sindy.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.random.RandomKey;

/** Methods that choose terms find a known support under noise and agree with their definitions. */
class SelectionTest {
  private static final double[] W = {1.5, 0, -2, 0, 0.5, 0, 0, 1};
  private static final int[] SUPPORT = {0, 2, 4, 7};

  static List<SparseRegression> methods() {
    ModelSize bic = new ModelSize.Least(InformationCriterion.BIC);
    return List.of(
        Stlsq.of(0.2),
        new Stlsq(10, 0.05, 20, true, true),
        new Stridge(5, 1e-5, 25, 10, 0.1, 0.8, RandomKey.of(1)),
        Stridge.at(10, 1e-5),
        ModifiedStlsq.published(),
        new Ssr(bic, false),
        new Ssr(bic, true),
        new Frols(bic),
        new Frols(new ModelSize.Unexplained(1e-3)),
        new BestSubset(new ModelSize.Least(InformationCriterion.EBIC)),
        Sr3.of(Relaxation.threshold(0.2)),
        Sr3.of(Relaxation.of(Penalty.L1, 0.1)),
        new ConstrainedSr3(Relaxation.threshold(0.2), LinearConstraints.NONE),
        new Lasso(0.1, false, true, 1e-10, 1000),
        new Lasso(0.1, true, true, 1e-10, 1000),
        Ensemble.libraryBagging(Stlsq.of(0.2), 40, 1, RandomKey.of(2)));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void findsTheSupportUnderNoise(SparseRegression method) {
    RegressionData data =
        RegressionData.of(3, 1500, 0.2, W, new double[] {0, 3, 0, 0, 0, 0, 0, -1});
    double[][] w = method.fit(data.problem());
    assertThat(Support.of(w[0])).containsExactly(SUPPORT);
    assertThat(Support.of(w[1])).containsExactly(1, 7);
    assertThat(w[0]).containsExactly(W, within(0.03));
  }

  @Test
  void stridgeChoosesItsToleranceOnUnseenRows() {
    RegressionData data = RegressionData.of(3, 1500, 0.2, W);
    double[][] w = Stridge.of(1, RandomKey.of(8)).fit(data.samples());
    assertThat(Support.of(w[0])).containsExactly(SUPPORT);
    assertThat(Stridge.of(1, RandomKey.of(8)).fit(data.samples())).isDeepEqualTo(w);
  }

  @Test
  void modifiedStlsqLossFollowsItsFormula() {
    RegressionData data = RegressionData.of(4, 300, 0.5, W);
    LeastSquaresProblem problem = data.problem();
    double[] full = problem.solve(0);
    double size = Math.sqrt(problem.squaredTarget(0));
    var losses = ModifiedStlsq.published().losses(problem, 0);
    assertThat(losses).hasSize(50);
    assertThat(losses.get(0).threshold()).isCloseTo(1e-4, within(1e-18));
    assertThat(losses.get(49).threshold()).isEqualTo(1);
    for (ModifiedStlsq.Choice choice : losses) {
      double[] change = new double[300];
      double[] fitted = new double[300];
      for (int i = 0; i < 300; i++) {
        for (int j = 0; j < W.length; j++) {
          change[i] += data.theta()[j][i] * (choice.coefficients()[j] - full[j]);
          fitted[i] += data.theta()[j][i] * full[j];
        }
      }
      double expected =
          norm(change) / norm(fitted) + Support.of(choice.coefficients()).length / 8.0;
      assertThat(choice.loss()).isCloseTo(expected, within(1e-12));
      for (int j : Support.of(choice.coefficients())) {
        double ratio = size / problem.columnNorm(j);
        double coefficient = Math.abs(choice.coefficients()[j]);
        assertThat(coefficient).isGreaterThanOrEqualTo(choice.threshold() * Math.max(1, ratio));
        assertThat(coefficient).isLessThanOrEqualTo(Math.min(1, ratio) / choice.threshold());
      }
    }
    double least = losses.stream().mapToDouble(ModifiedStlsq.Choice::loss).min().orElseThrow();
    assertThat(ModifiedStlsq.published().choose(problem, 0).loss()).isEqualTo(least);
  }

  @Test
  void errorReductionRatiosAddUpToTheExplainedPart() {
    RegressionData data = RegressionData.of(5, 400, 0.5, W);
    LeastSquaresProblem problem = data.problem();
    Frols.Ranking ranking = new Frols(new ModelSize.Terms(3)).rank(problem, 0);
    assertThat(ranking.order()[0]).isEqualTo(2);
    double explained = 1 - problem.outside()[0] / problem.squaredTarget(0);
    assertThat(Arrays.stream(ranking.ratios()).sum()).isCloseTo(explained, within(1e-13));
    for (int k = 1; k <= 8; k++) {
      int[] first = Arrays.copyOf(ranking.order(), k);
      Arrays.sort(first);
      double residual = problem.squaredResidual(0, Support.leastSquares(problem, 0, first));
      double left = 1 - Arrays.stream(ranking.ratios()).limit(k).sum();
      assertThat(residual / problem.squaredTarget(0)).isCloseTo(left, within(1e-13));
    }
  }

  @Test
  void frolsPassesOverCollinearColumns() {
    double[][] theta = RegressionData.normal(RandomKey.of(5), 4, 300);
    theta[3] = theta[1].clone();
    RegressionData data = RegressionData.of(RandomKey.of(6), theta, 0.1, new double[] {1, 1, 0, 0});
    assertThat(new Frols(new ModelSize.Terms(4)).rank(data.problem(), 0).order()).hasSize(3);
    double[] w = new Frols(new ModelSize.Least(InformationCriterion.BIC)).fit(data.problem())[0];
    assertThat(Support.of(w)).containsExactly(0, 1);
    assertThatThrownBy(() -> Stlsq.of(0.1).fit(data.problem()))
        .hasMessageContaining("f3 = 1.000 f1");
  }

  @Test
  void everyMethodSaysWhenNothingIsLeft() {
    RegressionData data = RegressionData.of(4, 500, 0, W);
    List<SparseRegression> methods =
        List.of(
            Stlsq.of(100),
            Lasso.of(100),
            Sr3.of(Relaxation.threshold(100)),
            new ModifiedStlsq(new double[] {0.9, 1}),
            Ensemble.libraryBagging(Stlsq.of(100), 3, 1, RandomKey.of(2)));
    for (SparseRegression method : methods) {
      assertThatThrownBy(() -> method.fit(data.problem()))
          .hasMessageContaining("threshold is too high")
          .hasMessageContaining("the largest coefficient before is -2.00000 of f2");
    }
  }

  private static double norm(double[] v) {
    return Math.sqrt(IntStream.range(0, v.length).mapToDouble(i -> v[i] * v[i]).sum());
  }
}
