package org.sciml4j.sindy.formulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.data.Trajectory;
import org.sciml4j.sindy.expression.Evaluator;
import org.sciml4j.sindy.expression.Variable;

class WeakFormTest {
  private static final Variable X = new Variable("x");

  /** Rows of x' = -x/2 for its exact solution: y = -θ/2 up to the trapezoidal rule. */
  @Test
  void rowsOfAnExactSolutionFit() {
    assertThat(largestResidual(WeakForm.weakForm(40), 400, false)).isLessThan(1e-10);
    assertThat(largestResidual(WeakForm.weakForm(40).withPower(4), 400, false)).isLessThan(1e-5);
  }

  /** On unequal times the trapezoidal rule is of second order. */
  @Test
  void convergesOnUnequalTimes() {
    WeakForm form = WeakForm.weakForm(40).withPower(4);
    double coarse = largestResidual(form, 400, true);
    double fine = largestResidual(form, 800, true);
    assertThat(Math.log(coarse / fine) / Math.log(2)).isGreaterThan(1.8);
  }

  /** Each row is an average, so that constants stay what they are. */
  @Test
  void averagesConstants() {
    Trajectory trajectory = decay(200, false);
    Evaluator one = Evaluator.of(List.of(X), List.of(X.minus(X).plus(X.dividedBy(X))));
    WeakForm.weakForm(10)
        .rows(
            trajectory,
            one,
            (theta, targets, weights, rows) -> {
              assertThat(rows).isEqualTo(10);
              assertThat(Arrays.stream(theta[0])).allMatch(v -> Math.abs(v - 1) < 1e-14);
              assertThat(Arrays.stream(weights)).allMatch(v -> Math.abs(v - 1) < 1e-14);
            });
  }

  @Test
  void refusesTestFunctionsThatDoNotFit() {
    Evaluator x = Evaluator.of(List.of(X), List.of(X));
    assertThatThrownBy(
            () ->
                WeakForm.weakForm(10)
                    .withHalfWidth(7)
                    .rows(decay(100, false), x, (theta, targets, weights, rows) -> {}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("half width of the test functions is 7.0");
    assertThatThrownBy(() -> WeakForm.weakForm(0)).hasMessageContaining("subdomains is 0");
    assertThatThrownBy(() -> WeakForm.weakForm(9).withPower(1)).hasMessageContaining("power is 1");
  }

  private static double largestResidual(WeakForm form, int samples, boolean stretched) {
    double[] largest = {0};
    form.rows(
        decay(samples, stretched),
        Evaluator.of(List.of(X), List.of(X)),
        (theta, targets, weights, rows) -> {
          for (int i = 0; i < rows; i++) {
            largest[0] = Math.max(largest[0], Math.abs(targets[0][i] + theta[0][i] / 2));
          }
        });
    return largest[0];
  }

  private static Trajectory decay(int samples, boolean stretched) {
    double[] times =
        IntStream.range(0, samples)
            .mapToDouble(i -> 10.0 * i / (samples - 1))
            .map(t -> stretched ? t + 0.3 * Math.sin(t) : t)
            .toArray();
    return Trajectory.of(times, Arrays.stream(times).map(t -> Math.exp(-t / 2)).toArray());
  }
}
