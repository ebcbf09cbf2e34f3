package org.sciml4j.sindy.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;

/** Normal form and text of expressions. */
class ExpressionTest {
  private static final Variable X = new Variable("x");
  private static final Variable Y = new Variable("y");
  private static final Variable U = new Variable("u");

  @Test
  void factorsCommute() {
    assertThat(X.times(Y)).isEqualTo(Y.times(X));
    assertThat(Y.times(X).times(X).text()).isEqualTo("x^2 y");
    assertThat(new Product(List.of(Y, X))).isEqualTo(X.times(Y));
  }

  @Test
  void termsCommuteAndMerge() {
    assertThat(X.plus(Y.times(2)).plus(X)).isEqualTo(Y.plus(X).plus(X.plus(Y)));
    assertThat(X.plus(Y).times(2).plus(X).text()).isEqualTo("3 x + 2 y");
    assertThat(X.plus(Y).minus(Y.plus(X))).isEqualTo(new Constant(0));
    assertThat(X.minus(X)).isEqualTo(new Constant(0));
    assertThat(X.power(2).plus(X).plus(new Constant(1)).minus(Y.times(3)).text())
        .isEqualTo("1 + x - 3 y + x^2");
  }

  @Test
  void numbersFold() {
    assertThat(X.times(0)).isEqualTo(new Constant(0));
    assertThat(X.times(-0.0)).isEqualTo(new Constant(0));
    assertThat(X.times(2).times(0.5)).isEqualTo(X);
    assertThat(X.times(2).power(3)).isEqualTo(X.power(3).times(8));
    assertThat(ElementaryFunction.EXP.of(X.minus(X))).isEqualTo(new Constant(1));
  }

  @Test
  void powersMerge() {
    assertThat(X.power(2).times(X.power(-2))).isEqualTo(new Constant(1));
    assertThat(X.times(Y).power(2).power(2).text()).isEqualTo("x^4 y^4");
    assertThat(X.power(0)).isEqualTo(new Constant(1));
    assertThat(X.plus(Y).power(2).text()).isEqualTo("(x + y)^2");
    assertThat(X.plus(Y).power(2).times(X).text()).isEqualTo("x (x + y)^2");
    assertThat(X.plus(Y).times(X).text()).isEqualTo("x (x + y)");
    assertThat(X.plus(Y).times(2).times(X)).isEqualTo(X.times(X.plus(Y)).times(2));
  }

  @Test
  void textIsThatOfTheField() {
    Expression ux = SpaceDerivative.of(U, "x");
    assertThat(ux.times(U).text()).isEqualTo("u u_x");
    assertThat(U.power(2).times(SpaceDerivative.of(ux, "xx")).text()).isEqualTo("u^2 u_xxx");
    assertThat(SpaceDerivative.of(U.power(2), "xx").text()).isEqualTo("d_xx(u^2)");
    assertThat(SpaceDerivative.of(U, "yx").text()).isEqualTo("u_xy");
    assertThat(SpaceDerivative.of(U.times(3).plus(new Constant(1)), "y").text()).isEqualTo("3 u_y");
    assertThat(ElementaryFunction.SIN.of(X.times(2)).text()).isEqualTo("sin(2 x)");
    assertThat(new Constant(1).text()).isEqualTo("1");
    assertThat(X.times(X.rate()).text()).isEqualTo("x x'");
    assertThat(Y.times(X.rate()).text()).isEqualTo("y x'");
    assertThat(X.times(-1).text()).isEqualTo("-x");
    assertThat(X.times(1e-20).text()).isEqualTo("1e-20 x");
    assertThat(new Variable("wind speed").times(X).text()).isEqualTo("`wind speed` x");
    assertThat(new Variable("x10").times(new Variable("x2")).text()).isEqualTo("x2 x10");
  }

  @Test
  void partsCanBeReplaced() {
    Expression expression = X.power(2).times(ElementaryFunction.SIN.of(X.times(Y)));
    assertThat(expression.replace(Map.of(X, Y.plus(new Constant(1)))).text())
        .isEqualTo("(1 + y)^2 sin(y (1 + y))");
    assertThat(expression.variables()).containsExactly(X, Y);
  }

  @Test
  void fieldQuantitiesAreThoseOutsideOtherDerivatives() {
    Expression slope = SpaceDerivative.of(U, "x");
    Expression curved = SpaceDerivative.of(X.power(2), "xx");
    assertThat(slope.power(2).times(ElementaryFunction.SIN.of(Y)).plus(curved).fieldQuantities())
        .containsExactlyInAnyOrder(slope, Y);
    assertThat(slope.fieldQuantities()).containsExactly(slope);
    assertThat(curved.fieldQuantities()).isEmpty();
  }

  @Test
  void whatIsNotInNormalFormIsRefused() {
    assertThatThrownBy(() -> new Product(List.of(X, X.times(Y))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Product.of");
    assertThatThrownBy(() -> new Power(X, 1)).hasMessageContaining("Power.of");
    assertThatThrownBy(() -> new Constant(Double.NaN)).hasMessageContaining("finite");
    assertThatThrownBy(() -> new Variable(" ")).hasMessageContaining("variable name");
    assertThatThrownBy(() -> SpaceDerivative.of(U, "x2")).hasMessageContaining("'x2'");
    assertThatThrownBy(() -> new Call(ElementaryFunction.POW, List.of(X)))
        .hasMessageContaining("arguments of pow");
  }
}
