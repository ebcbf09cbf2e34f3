package org.sciml4j.core.minimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.InvalidInputException;

class LevenbergMarquardtTest {
  private static final LevenbergMarquardt LM = LevenbergMarquardt.defaults();

  /** Smallest number of digits that agree, -log10 of the largest relative error. */
  private static double digits(double[] actual, double[] certified) {
    double worst = 11;
    for (int i = 0; i < certified.length; i++) {
      double error = Math.abs(actual[i] - certified[i]) / Math.abs(certified[i]);
      worst = Math.min(worst, -Math.log10(error));
    }
    return worst;
  }

  private static void assertCertified(LeastSquaresFit fit, NistProblem.Data data) {
    assertThat(fit.converged()).isTrue();
    assertThat(digits(fit.parameters(), data.parameters())).isGreaterThan(10);
    assertThat(fit.residualNorm() * fit.residualNorm())
        .isCloseTo(data.sumOfSquares(), withinPercentage(1e-8));
    assertThat(digits(fit.standardErrors(), data.standardDeviations())).isGreaterThan(10);
    assertThat(fit.degreesOfFreedom()).isEqualTo(data.y().length - data.parameters().length);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"BOX_BOD", "LANCZOS1"})
  void should_find_the_certified_digits_from_both_starts(NistProblem problem) {
    NistProblem.Data data = problem.data();
    for (double[] start : data.starts()) {
      assertCertified(LM.fit(problem.residuals(), start), data);
    }
  }

  @Test
  void should_need_a_short_first_step_where_the_start_is_far() {
    NistProblem.Data data = NistProblem.BOX_BOD.data();
    ResidualFunction residuals = NistProblem.BOX_BOD.residuals();
    assertCertified(LM.fit(residuals, data.starts()[1]), data);
    assertCertified(LM.initialStepBound(1).fit(residuals, data.starts()[0]), data);
  }

  @Test
  void should_fit_data_that_are_exact_to_the_last_digit() {
    NistProblem.Data data = NistProblem.LANCZOS1.data();
    for (double[] start : data.starts()) {
      LeastSquaresFit fit = LM.fit(NistProblem.LANCZOS1.residuals(), start);
      assertThat(digits(fit.parameters(), data.parameters())).isGreaterThan(10);
      // The residuals are 1e-13 of the data: doubles hold three digits of them.
      assertThat(digits(fit.standardErrors(), data.standardDeviations())).isGreaterThan(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void should_reach_the_published_minima(MoreGarbowHillstrom problem) {
    LeastSquaresFit fit = LM.fit(problem.residuals(), problem.start);
    assertThat(fit.converged()).isTrue();
    assertThat(fit.residualNorm() * fit.residualNorm())
        .isCloseTo(problem.minimum, within(1e-5 * problem.minimum + 1e-20));
  }

  /** A straight line through (0, 1), (1, 3), (2, 4), (3, 4): every number by hand. */
  @Test
  void should_give_the_covariance_of_a_straight_line() {
    LeastSquaresFit fit = LM.fit(line(new double[] {1, 3, 4, 4}), 0, 0);
    assertThat(fit.parameters()).containsExactly(new double[] {1.5, 1}, within(1e-14));
    assertThat(fit.residualNorm()).isCloseTo(Math.sqrt(1), within(1e-14));
    assertThat(fit.residualStandardDeviation()).isCloseTo(Math.sqrt(0.5), within(1e-14));
    assertThat(fit.covariance()[0]).containsExactly(new double[] {0.35, -0.15}, within(1e-14));
    assertThat(fit.covariance()[1]).containsExactly(new double[] {-0.15, 0.1}, within(1e-14));
    assertThat(fit.standardErrors())
        .containsExactly(new double[] {Math.sqrt(0.35), Math.sqrt(0.1)}, within(1e-14));
  }

  /** {@code y_i = x_0 + x_1 i}. */
  private static ResidualFunction line(double[] y) {
    return function(
        y.length,
        2,
        (x, residuals, jacobian) -> {
          for (int i = 0; i < y.length; i++) {
            residuals[i] = x[0] + x[1] * i - y[i];
            jacobian[i][0] = 1;
            jacobian[i][1] = i;
          }
        });
  }

  private interface Evaluation {
    void evaluate(double[] x, double[] residuals, double[][] jacobian);
  }

  private static ResidualFunction function(int m, int n, Evaluation evaluation) {
    return new ResidualFunction() {
      @Override
      public int residuals() {
        return m;
      }

      @Override
      public int parameters() {
        return n;
      }

      @Override
      public void evaluate(double[] x, double[] residuals, double[][] jacobian) {
        evaluation.evaluate(x, residuals, jacobian);
      }
    };
  }

  @Test
  void should_leave_undetermined_errors_undefined() {
    LeastSquaresFit exact = LM.fit(line(new double[] {1, 3}), 0, 0);
    assertThat(exact.parameters()).containsExactly(new double[] {1, 2}, within(1e-14));
    assertThat(exact.degreesOfFreedom()).isZero();
    assertThat(exact.standardErrors()).containsOnly(Double.NaN);
    assertThat(exact.residualStandardDeviation()).isNaN();
    ResidualFunction sumOnly =
        function(
            3,
            2,
            (x, residuals, jacobian) -> {
              for (int i = 0; i < 3; i++) {
                residuals[i] = x[0] + x[1] - i;
                Arrays.fill(jacobian[i], 1);
              }
            });
    LeastSquaresFit singular = LM.fit(sumOnly, 5, 7);
    assertThat(singular.parameters()[0] + singular.parameters()[1]).isCloseTo(1, within(1e-12));
    assertThat(singular.standardErrors()).containsOnly(Double.NaN);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void should_not_step_to_where_the_function_is_undefined(double undefined) {
    ResidualFunction logarithm =
        function(
            1,
            1,
            (x, residuals, jacobian) -> {
              residuals[0] = x[0] > 0 ? Math.log(x[0]) : undefined;
              jacobian[0][0] = x[0] > 0 ? 1 / x[0] : undefined;
            });
    LeastSquaresFit fit = LM.fit(logarithm, 5);
    assertThat(fit.converged()).isTrue();
    assertThat(fit.parameters()[0]).isCloseTo(1, within(1e-12));
  }

  @Test
  void should_return_the_best_point_where_a_limit_ends_the_search() {
    LeastSquaresFit fit =
        LM.limits(5, 1000).fit(NistProblem.MGH09.residuals(), NistProblem.MGH09.data().starts()[0]);
    assertThat(fit.converged()).isFalse();
    assertThat(fit.iterations()).isEqualTo(5);
    double[] residuals = new double[11];
    NistProblem.MGH09.residuals().evaluate(fit.parameters(), residuals, new double[11][4]);
    double sum = Arrays.stream(residuals).map(r -> r * r).sum();
    assertThat(fit.residualNorm()).isCloseTo(Math.sqrt(sum), withinPercentage(1e-10));
    assertThat(
            LM.limits(1000, 4).fit(NistProblem.MGH09.residuals(), 25, 39, 41.5, 39).evaluations())
        .isEqualTo(4);
  }

  @Test
  void should_name_bad_input() {
    ResidualFunction line = line(new double[] {1, 3, 4});
    assertThatThrownBy(() -> LM.fit(line, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("start is [1.0], expected 2 finite numbers");
    assertThatThrownBy(() -> LM.fit(line, 1, Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> LM.fit(line(new double[] {1}), 0, 0))
        .hasMessageContaining("1 residuals and 2 parameters");
    assertThatThrownBy(() -> LM.fit(line(new double[] {1, Double.NaN, 3}), 0, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("at the start are NaN or infinite");
    assertThatThrownBy(() -> LM.tolerances(-1, 0, 0)).hasMessageContaining("costTolerance is -1.0");
    assertThatThrownBy(() -> LM.limits(0, 1)).hasMessageContaining("maxIterations is 0");
    assertThatThrownBy(() -> LM.initialStepBound(0)).hasMessageContaining("initialStepBound");
  }
}
