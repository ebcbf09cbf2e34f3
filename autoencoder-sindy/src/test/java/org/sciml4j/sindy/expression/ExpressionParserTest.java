package org.sciml4j.sindy.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.InvalidInputException;

/** Text to expressions and back. */
class ExpressionParserTest {
  private static final Variable X = new Variable("x");
  private static final Variable U = new Variable("u");
  private static final Variable WIND = new Variable("wind speed");
  private static final Variable X_DOT = new Variable("x_dot");
  private static final ExpressionParser PARSER =
      new ExpressionParser(
          List.of(X, U, WIND, X_DOT), List.of(CustomFunction.of("f", Math::hypot)));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x*u*x; u x^2",
        "2x - -x; 3 x",
        "-x^2; -x^2",
        "x**2/u; u^-1 x^2",
        "2 (x + u) x; 2 x (u + x)",
        "sin( 2 x ); sin(2 x)",
        "f(x, u^2); f(x, u^2)",
        "u u_x; u u_x",
        "x' (u + x); x' (u + x)",
        "u_xx (u + x); (u + x) u_xx",
        "d_xx(u^2); d_xx(u^2)",
        "d_x(u); u_x",
        "x x'; x x'",
        "x x_dot; x x_dot",
        "`wind speed`^2; `wind speed`^2",
        "1e-3x; 0.001 x",
        "x^-1; x^-1",
        "x^0.5; pow(x, 0.5)",
        "cos(pi); -1",
        "((x)); x"
      })
  void textIsRead(String text, String expected) {
    assertThat(PARSER.parse(text).text()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x + * u; a number, a variable, a function or '(' at position 5 where '* u' stands",
        "x + w; one of the variables x, u, wind speed, x_dot at position 5 where 'w' stands",
        "sin x; '(' after the function sin at position 5 where 'x' stands",
        "sin(x; ')' at position 6 where it ends",
        "foo(x); one of the functions sin, cos",
        "sin(x, u); 1 argument of sin at position 1",
        "x u); an operator or the end at position 4 where ')' stands",
        "x / 0; no division by zero at position 3",
        "x $ u; an operator or the end at position 3 where '$ u' stands",
        "x^99999; a whole exponent within 1000 at position 3",
        "1e999; a number below 1.8e308",
        "w_xx; one of the variables"
      })
  void mistakesAreShown(String text, String expected) {
    assertThatThrownBy(() -> PARSER.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("expression is '" + text + "', expected ")
        .hasMessageContaining(expected);
  }

  @Test
  void emptyAndEndlessTextIsRefused() {
    assertThatThrownBy(() -> PARSER.parse("")).hasMessageContaining("position 1 where it ends");
    assertThatThrownBy(() -> PARSER.parse("(".repeat(100_000)))
        .hasMessageContaining("nested parentheses");
  }

  @Test
  void functionsDoNotHideVariables() {
    assertThatThrownBy(
            () -> new ExpressionParser(List.of(X), List.of(CustomFunction.of("x", Math::hypot))))
        .hasMessageContaining("rename the function");
    assertThatThrownBy(
            () -> new ExpressionParser(List.of(X), List.of(CustomFunction.of("sin", Math::hypot))))
        .hasMessageContaining("'sin'");
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void textReadsBackAsTheSameExpression(@ForAll("expressions") Expression expression) {
    assertThat(PARSER.parse(expression.text())).isEqualTo(expression);
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void factorsAndTermsCommute(
      @ForAll("expressions") Expression a, @ForAll("expressions") Expression b) {
    assertThat(a.times(b)).isEqualTo(b.times(a));
    assertThat(a.plus(b)).isEqualTo(b.plus(a));
    assertThat(a.times(b).text()).isEqualTo(b.times(a).text());
    assertThat(a.minus(a)).isEqualTo(new Constant(0));
    assertThat(a.times(b).times(a)).isEqualTo(a.times(a).times(b));
  }

  @Provide
  Arbitrary<Expression> expressions() {
    Arbitrary<Expression> leaf =
        Arbitraries.oneOf(
            Arbitraries.of(
                X, U, WIND, X_DOT, X.rate(), SpaceDerivative.of(U, "xx"), new Constant(0.25)),
            Arbitraries.integers().between(-4, 4).map(Constant::new));
    return nested(leaf, 3);
  }

  private static Expression cosine(Expression argument) {
    return ElementaryFunction.COS.of(argument);
  }

  private static Arbitrary<Expression> nested(Arbitrary<Expression> leaf, int depth) {
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<Expression> part = nested(leaf, depth - 1);
    return Arbitraries.oneOf(
        part,
        part.list().ofMinSize(2).ofMaxSize(3).map(Sum::of),
        part.list().ofMinSize(2).ofMaxSize(3).map(Product::of),
        part.map(base -> base.power(2)),
        part.map(argument -> argument.variables().isEmpty() ? X : cosine(argument)));
  }
}
