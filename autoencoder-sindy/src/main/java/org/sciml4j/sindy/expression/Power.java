package org.sciml4j.sindy.expression;

import java.util.List;

/**
 * A whole power.
 *
 * @param base what is raised
 * @param exponent any whole number but 0 and 1
 */
public record Power(Expression base, int exponent) implements Expression {
  @Override
  public String text() {
    return (base instanceof Variable || base instanceof Call
            ? base.text()
            : "(" + base.text() + ")")
        + "^"
        + exponent;
  }

  @Override
  public Expression derivative(Variable variable) {
    Expression outer =
        new Product(
            List.of(new Constant(exponent), exponent == 2 ? base : new Power(base, exponent - 1)));
    return new Product(List.of(outer, base.derivative(variable)));
  }
}
