package org.sciml4j.sindy.expression;

/**
 * A number.
 *
 * @param value the number
 */
public record Constant(double value) implements Expression {
  @Override
  public String text() {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  @Override
  public Expression derivative(Variable variable) {
    return new Constant(0);
  }
}
