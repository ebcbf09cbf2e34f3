package org.sciml4j.sindy.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Derivatives against differences, and those that are refused. */
class DerivativeTest {
  private static final Variable X = new Variable("x");
  private static final Variable Y = new Variable("y");
  private static final List<Variable> BOTH = List.of(X, Y);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x^3 y - 2 x",
        "x^-2 + 1/y",
        "sin(x y)",
        "cos(2 x)",
        "tan(x)",
        "asin(x) + acos(x y)",
        "atan(x)",
        "sinh(x) cosh(y)",
        "tanh(x y)",
        "exp(-x^2)",
        "log(x + y)",
        "sqrt(x y)",
        "abs(-x)",
        "x sign(y)",
        "pow(x, y)",
        "x^2.5",
        "x/(0.3 + x)",
        "(x + y)^3 x"
      })
  void derivativesAgreeWithDifferences(String text) {
    Expression f = new ExpressionParser(BOTH).parse(text);
    Evaluator evaluator = Evaluator.of(BOTH, List.of(f, f.derivative(X), f.derivative(Y)));
    double x = 0.4;
    double y = 0.7;
    double h = 1e-3;
    double[] here = evaluator.evaluate(x, y);
    assertThat(here[1])
        .isCloseTo(
            difference(
                evaluator.evaluate(x - 2 * h, y)[0],
                evaluator.evaluate(x - h, y)[0],
                evaluator.evaluate(x + h, y)[0],
                evaluator.evaluate(x + 2 * h, y)[0],
                h),
            within(2e-8));
    assertThat(here[2])
        .isCloseTo(
            difference(
                evaluator.evaluate(x, y - 2 * h)[0],
                evaluator.evaluate(x, y - h)[0],
                evaluator.evaluate(x, y + h)[0],
                evaluator.evaluate(x, y + 2 * h)[0],
                h),
            within(2e-8));
  }

  private static double difference(double a, double b, double c, double d, double h) {
    return (a - 8 * b + 8 * c - d) / (12 * h);
  }

  @Test
  void functionsOfTheUserMayHaveDerivatives() {
    Function known =
        CustomFunction.of("hypot", Math::hypot, (x, y) -> x.times(2), (x, y) -> y.power(3));
    assertThat(Call.of(known, List.of(X.power(2), Y)).derivative(X).text()).isEqualTo("4 x^3");
    Function unknown = CustomFunction.of("f", (double x) -> x);
    assertThat(Call.of(unknown, X).derivative(Y)).isEqualTo(new Constant(0));
    assertThatThrownBy(() -> Call.of(unknown, X).derivative(X))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("f is not known");
  }

  @Test
  void spaceDerivativesDependOnMoreThanAValue() {
    Expression ux = SpaceDerivative.of(X, "x");
    assertThat(ux.derivative(Y)).isEqualTo(new Constant(0));
    assertThatThrownBy(() -> ux.derivative(X)).isInstanceOf(UnsupportedOperationException.class);
  }
}
