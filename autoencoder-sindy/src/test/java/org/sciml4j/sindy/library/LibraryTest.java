package org.sciml4j.sindy.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.hipparchus.util.CombinatoricsUtils;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.expression.CustomFunction;
import org.sciml4j.sindy.expression.ElementaryFunction;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Function;
import org.sciml4j.sindy.expression.Variable;

/** Terms of the libraries of ordinary differential equations. */
class LibraryTest {
  private static final Variable X = new Variable("x");
  private static final Variable Y = new Variable("y");
  private static final Variable MU = new Variable("mu");

  private static List<String> texts(Library library, Variable... variables) {
    return library.terms(List.of(variables)).stream().map(Expression::text).toList();
  }

  @Test
  void polynomialsComeByDegree() {
    assertThat(texts(PolynomialLibrary.of(2), X, Y))
        .containsExactly("1", "x", "y", "x^2", "x y", "y^2");
    assertThat(texts(PolynomialLibrary.of(2).withoutBias().withInteractionsOnly(), X, Y))
        .containsExactly("x", "y", "x y");
  }

  @Test
  void polynomialsAreAsManyAsTheBinomialCoefficient() {
    List<Variable> variables = List.of(X, Y, MU, new Variable("z"));
    for (int degree = 0; degree <= 6; degree++) {
      assertThat(PolynomialLibrary.of(degree).terms(variables))
          .hasSize((int) CombinatoricsUtils.binomialCoefficient(4 + degree, degree))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void fourierTermsComeByFrequency() {
    assertThat(texts(FourierLibrary.of(2), X, Y))
        .containsExactly(
            "sin(x)", "cos(x)", "sin(y)", "cos(y)", "sin(2 x)", "cos(2 x)", "sin(2 y)", "cos(2 y)");
    assertThat(texts(new FourierLibrary(1, false, true), X)).containsExactly("cos(x)");
  }

  @Test
  void librariesCombine() {
    Library polynomials = PolynomialLibrary.of(1);
    assertThat(texts(polynomials.and(PolynomialLibrary.of(2).on("x")), X, Y))
        .containsExactly("1", "x", "y", "x^2");
    assertThat(texts(polynomials.on("x").times(polynomials.on("mu")), X, MU))
        .containsExactly("1", "mu", "x", "mu x");
    assertThat(texts(polynomials.on("y").and(FourierLibrary.of(1).on("x")), X, Y))
        .containsExactly("1", "y", "sin(x)", "cos(x)");
  }

  @Test
  void functionsTakeEachChoiceOfVariables() {
    Function g = CustomFunction.of("g", Math::hypot);
    assertThat(texts(FunctionLibrary.of(ElementaryFunction.EXP, g), X, Y, MU))
        .containsExactly("exp(x)", "exp(y)", "exp(mu)", "g(x, y)", "g(x, mu)", "g(y, mu)");
    assertThatThrownBy(() -> FunctionLibrary.of(g).terms(List.of(X)))
        .hasMessageContaining("number of variables for g");
  }

  @Test
  void termsMayBeGivenAsText() {
    assertThat(texts(TermLibrary.parsed("y*x", "sin(x)^2"), X, Y))
        .containsExactly("x y", "sin(x)^2");
    assertThatThrownBy(() -> TermLibrary.parsed("x y", "y x").terms(List.of(X, Y)))
        .hasMessage("terms of a library is x y, x y, expected each once; remove one x y");
    assertThatThrownBy(() -> TermLibrary.of(X.times(MU)).terms(List.of(X, Y)))
        .hasMessageContaining("variable of the term mu x is mu");
  }

  @Test
  void parametersMultiplyStates() {
    Library library =
        new ParameterizedLibrary(
            PolynomialLibrary.of(2).withoutBias(), PolynomialLibrary.of(1), List.of(MU));
    assertThat(texts(library, X, MU)).containsExactly("x", "mu x", "x^2", "mu x^2");
    assertThatThrownBy(() -> library.terms(List.of(MU))).hasMessageContaining("name a state");
  }

  @Test
  void implicitTermsHaveRates() {
    assertThat(texts(ImplicitLibrary.of(PolynomialLibrary.of(2), X), X))
        .containsExactly("1", "x", "x^2", "x'", "x x'", "x^2 x'");
  }

  @Test
  void badVariablesAreNamed() {
    Library library = PolynomialLibrary.of(2).on("w");
    assertThatThrownBy(() -> library.terms(List.of(X, Y)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("variable of a library is w, expected one of x, y; correct the name");
    assertThatThrownBy(() -> PolynomialLibrary.of(1).terms(List.of(X, X)))
        .hasMessageContaining("each once");
    assertThatThrownBy(() -> PolynomialLibrary.of(1).terms(List.of()))
        .hasMessageContaining("one or more");
    assertThatThrownBy(() -> PolynomialLibrary.of(-1)).hasMessageContaining("degree");
    assertThatThrownBy(() -> FourierLibrary.of(0)).hasMessageContaining("frequencies");
    assertThatThrownBy(() -> new FourierLibrary(1, false, false))
        .hasMessageContaining("sines or cosines");
  }
}
