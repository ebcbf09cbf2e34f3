package org.sciml4j.sindy.expression;

import org.sciml4j.core.InvalidInputException;

/**
 * A whole power; {@link #of} makes it in normal form.
 *
 * @param base what is raised: no number, product or power
 * @param exponent any whole number but 0 and 1
 */
public record Power(Expression base, int exponent) implements Expression {
  /** Checks that the power is in normal form. */
  public Power {
    if (exponent == 0
        || exponent == 1
        || base instanceof Constant
        || base instanceof Product
        || base instanceof Power) {
      throw new InvalidInputException(
          "power",
          "(" + base.text() + ")^" + exponent,
          "an exponent other than 0 and 1 on what is no number, product or power",
          "use Power.of");
    }
  }

  /** Any whole power of an expression, in normal form. */
  public static Expression of(Expression base, int exponent) {
    return new Product.Powers().times(base, exponent).product();
  }

  @Override
  public String text() {
    return (base instanceof Sum ? "(" + base.text() + ")" : base.text()) + "^" + exponent;
  }

  @Override
  public Expression derivative(Variable variable) {
    return of(base, exponent - 1).times(exponent).times(base.derivative(variable));
  }
}
