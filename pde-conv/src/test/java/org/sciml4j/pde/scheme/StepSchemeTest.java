package org.sciml4j.pde.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Repeat;
import org.sciml4j.pde.LayerRun;

class StepSchemeTest {
  private static final double END = 1;

  /** x' = x y, y' = -x² / 2 - y / 4: nonlinear and coupled. */
  private static final Layer COUPLED =
      (u, scope) -> {
        Value x = u.slice(1, 0, 1);
        Value y = u.slice(1, 1, 2);
        return Value.concat(1, x.times(y), x.square().times(-0.5).minus(y.times(0.25)));
      };

  static Stream<Arguments> schemes() {
    return Stream.of(
        Arguments.of(ButcherTableau.FORWARD_EULER, 1),
        Arguments.of(ButcherTableau.MIDPOINT, 2),
        Arguments.of(ButcherTableau.HEUN, 2),
        Arguments.of(ButcherTableau.HEUN3, 3),
        Arguments.of(ButcherTableau.RK4, 4),
        Arguments.of(AdamsBashforth.AB2, 2),
        Arguments.of(AdamsBashforth.AB3, 3),
        Arguments.of(new Leapfrog(), 2));
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void errorsFallWithTheOrder(StepScheme scheme, int order) {
    double[] exact = solution(ButcherTableau.RK4, 2000);
    double coarse = distance(solution(scheme, 40), exact);
    double fine = distance(solution(scheme, 80), exact);

    assertThat(Math.log(coarse / fine) / Math.log(2)).isCloseTo(order, within(0.12));
    assertThat(scheme.order()).isEqualTo(order);
  }

  /** Steps as {@link Repeat} takes them, after the scheme's starting steps. */
  private static double[] solution(StepScheme scheme, int steps) {
    TimeStep step = new TimeStep(COUPLED, scheme, END / steps);
    Layer all =
        (u, scope) -> {
          Value started = TimeStep.pack(step.started(u, scope).getLast());
          return Repeat.of(step.packed(), steps - step.startingSteps())
              .apply(started, scope)
              .slice(1, 0, 2);
        };
    return LayerRun.of(all, new double[] {1, 0.5}, 1, 2, 1);
  }

  private static double distance(double[] a, double[] b) {
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  }

  @Test
  void stepsThatAreAppliedInJavaAreThoseRepeated() {
    TimeStep step = new TimeStep(COUPLED, AdamsBashforth.AB3, 0.1);
    Layer inJava =
        (u, scope) -> {
          List<Value> carried = List.of(u);
          for (int i = 0; i < 10; i++) {
            carried = step.step(carried, scope);
          }
          return carried.getFirst();
        };

    assertThat(LayerRun.of(inJava, new double[] {1, 0.5}, 1, 2, 1))
        .containsExactly(solution(AdamsBashforth.AB3, 10), within(1e-14));
  }

  @Test
  void forwardEulerIsAResidualBlock() {
    double[] stepped =
        LayerRun.of(TimeStep.euler(COUPLED, 0.5), new double[] {2, 3, 4, 5}, 2, 2, 1);

    assertThat(stepped)
        .containsExactly(
            new double[] {2 + 0.5 * 6, 3 + 0.5 * (-2 - 0.75), 4 + 0.5 * 20, 5 - 0.5 * 9.25},
            within(1e-15));
  }

  @Test
  void wrongTableausAreRefused() {
    double[] c = {0, 1.0 / 2};
    double[][] a = {{}, {1.0 / 2}};

    assertThatThrownBy(
            () -> new ButcherTableau("x", 2, new double[] {0, 1}, a, new double[] {0, 1}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("sum of row 1 = 0.5");
    assertThatThrownBy(() -> new ButcherTableau("x", 1, c, a, new double[] {0, 0.9}))
        .hasMessageContaining("Σ b = 0.9");
    assertThatThrownBy(() -> new ButcherTableau("x", 2, c, a, new double[] {0.5, 0.5}))
        .hasMessageContaining("Σ b c = 0.25");
    assertThatThrownBy(() -> new ButcherTableau("x", 3, c, a, new double[] {0, 1}))
        .hasMessageContaining("Σ b c² = 0.25");
    assertThatThrownBy(
            () ->
                new ButcherTableau(
                    "x",
                    4,
                    ButcherTableau.HEUN3.c(),
                    ButcherTableau.HEUN3.a(),
                    ButcherTableau.HEUN3.b()))
        .hasMessageContaining("Σ b c³");
    assertThatThrownBy(
            () -> new ButcherTableau("x", 1, c, new double[][] {{0}, {0.5}}, new double[] {0, 1}))
        .hasMessageContaining("numbers in row 0");
    assertThatThrownBy(() -> new ButcherTableau("x", 5, c, a, new double[] {0, 1}))
        .hasMessageContaining("order 5");
  }

  @Test
  void aRightHandSideThatChangesTheShapeIsRefused() {
    Layer wrong = (u, scope) -> Value.concat(1, u, u);

    assertThatThrownBy(() -> LayerRun.of(TimeStep.euler(wrong, 0.1), new double[3], 1, 1, 3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("right-hand side");
    assertThatThrownBy(() -> TimeStep.euler(wrong, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("dt");
  }
}
