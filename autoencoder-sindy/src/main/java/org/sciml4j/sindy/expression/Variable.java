package org.sciml4j.sindy.expression;

/**
 * A quantity by name: a state, a control input, a parameter, or a field.
 *
 * @param name as the user knows it
 */
public record Variable(String name) implements Expression {
  @Override
  public String text() {
    return name;
  }

  @Override
  public Expression derivative(Variable variable) {
    return new Constant(equals(variable) ? 1 : 0);
  }
}
