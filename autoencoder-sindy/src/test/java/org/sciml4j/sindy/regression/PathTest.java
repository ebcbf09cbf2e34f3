package org.sciml4j.sindy.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.random.RandomKey;

class PathTest {
  private static final double[] W = {1.5, 0, -2, 0, 0.5};
  private static final double[] THRESHOLDS = CoefficientPath.geometric(1e-3, 1, 7);

  @Test
  void crossValidationEqualsTheLoopOverRows() {
    int rows = 90;
    RegressionData data = RegressionData.of(1, rows, 0.5, W, new double[] {0, 1, 0, 0, 0});
    CrossValidation result =
        CrossValidation.of(data.samples().consecutiveFolds(3), THRESHOLDS, Stlsq::of);
    for (int fold = 0; fold < 3; fold++) {
      int from = fold * 30;
      var others = new LeastSquaresAccumulator(data.names(), 2);
      others.add(data.theta(), data.y(), null, 0, from);
      others.add(data.theta(), data.y(), null, from + 30, rows);
      for (int i = 0; i < THRESHOLDS.length; i++) {
        double[][] w = Stlsq.of(THRESHOLDS[i]).fit(others.problem());
        double sum = 0;
        for (int t = 0; t < 2; t++) {
          for (int row = from; row < from + 30; row++) {
            double residual = data.y()[t][row];
            for (int j = 0; j < W.length; j++) {
              residual -= data.theta()[j][row] * w[t][j];
            }
            sum += residual * residual;
          }
        }
        assertThat(result.foldErrors()[i][fold]).isCloseTo(sum / 30, within(1e-12));
      }
    }
    assertThat(result.sparsestWithinOneStandardError()).isGreaterThanOrEqualTo(result.best());
  }

  @Test
  void foldsAreDisjointAndComplete() {
    RegressionData data = RegressionData.of(1, 91, 0.5, W);
    List<LeastSquaresProblem> folds = data.samples().folds(4, RandomKey.of(3));
    var sum = new LeastSquaresAccumulator(data.names(), 1);
    folds.forEach(sum::add);
    assertThat(folds.stream().mapToLong(LeastSquaresProblem::rows).sum()).isEqualTo(91);
    assertThat(sum.problem().solve(0)).containsExactly(data.problem().solve(0), within(1e-13));
  }

  @Test
  void criteriaFollowTheirFormulas() {
    double fit = 50 * Math.log(7.0 / 50);
    assertThat(InformationCriterion.AIC.value(50, 7, 3, 10)).isCloseTo(fit + 6, within(1e-12));
    assertThat(InformationCriterion.AICC.value(50, 7, 3, 10))
        .isCloseTo(fit + 6 + 24.0 / 46, within(1e-12));
    assertThat(InformationCriterion.BIC.value(50, 7, 3, 10))
        .isCloseTo(fit + 3 * Math.log(50), within(1e-12));
    assertThat(InformationCriterion.EBIC.value(50, 7, 3, 10))
        .isCloseTo(fit + 3 * Math.log(50) + 2 * Math.log(120), within(1e-12));
  }

  @Test
  void pathLosesTermsAndTheCriterionFindsTheTruth() {
    RegressionData data = RegressionData.of(2, 1000, 0.3, W);
    CoefficientPath path =
        CoefficientPath.of(data.problem(), CoefficientPath.geometric(1e-4, 10, 40), Stlsq::of);
    int[][] terms = path.terms();
    for (int i = 1; i < terms.length; i++) {
      assertThat(terms[i][0]).isLessThanOrEqualTo(terms[i - 1][0]);
    }
    assertThat(terms[0][0]).isEqualTo(5);
    assertThat(terms[39][0]).isZero();
    int best = path.best(InformationCriterion.BIC);
    assertThat(Support.of(path.coefficients()[best][0])).containsExactly(0, 2, 4);
    assertThat(path.squaredResiduals()[39][0])
        .isCloseTo(data.problem().squaredTarget(0), within(1e-9));
  }
}
