package org.sciml4j.sindy.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions in LaTeX. */
class LatexTest {
  private static final ExpressionParser PARSER =
      new ExpressionParser(
          List.of(
              new Variable("x"),
              new Variable("u"),
              new Variable("x1"),
              new Variable("mu"),
              new Variable("wind speed"),
              new Variable("q_in"),
              new Variable("x_dot")));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "x^2 u; u \\, {x}^{2}",
        "-x + 1e-5; 1 \\cdot 10^{-5} - x",
        "x1 mu; \\mu \\, x_{1}",
        "x/(1 + x^2); \\frac{x}{1 + {x}^{2}}",
        "-1/x; -\\frac{1}{x}",
        "sin(2 x); \\sin\\left(2 \\, x\\right)",
        "sqrt(x) abs(u); \\left|u\\right| \\, \\sqrt{x}",
        "asin(x); \\arcsin\\left(x\\right)",
        "(x + u)^2; \\left(u + x\\right)^{2}",
        "u u_xx; u \\, {u}_{xx}",
        "d_xx(u^2); \\partial_{xx}\\left({u}^{2}\\right)",
        "x' + x_dot; \\dot{x} + \\dot{x}",
        "`wind speed`; \\mathrm{wind\\ speed}",
        "q_in; q_{\\mathrm{in}}"
      })
  void latexIsThatOfTheField(String text, String expected) {
    assertThat(PARSER.parse(text).latex()).isEqualTo(expected);
  }
}
