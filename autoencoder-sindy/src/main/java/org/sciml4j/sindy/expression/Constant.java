package org.sciml4j.sindy.expression;

import org.sciml4j.core.InvalidInputException;

/**
 * A number.
 *
 * @param value the number, finite
 */
public record Constant(double value) implements Expression {
  static final Constant ZERO = new Constant(0);
  static final Constant ONE = new Constant(1);

  /**
   * A number; the two zeros are one.
   *
   * @throws InvalidInputException if it is not finite
   */
  public Constant {
    if (!Double.isFinite(value)) {
      throw new InvalidInputException(
          "constant of an expression",
          value,
          "a finite number",
          "look for a division by zero or an overflow");
    }
    value += 0.0;
  }

  @Override
  public String text() {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value).replace(".0E", "e").replace('E', 'e');
  }

  @Override
  public Expression derivative(Variable variable) {
    return ZERO;
  }
}
