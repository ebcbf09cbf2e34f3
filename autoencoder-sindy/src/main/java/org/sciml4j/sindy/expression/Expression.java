package org.sciml4j.sindy.expression;

/**
 * A formula in named variables. Expressions are values: two that were built alike are equal. Build
 * them by the factories of the records, which keep products and powers in a normal form, so that
 * {@code x*y} and {@code y*x} are one expression.
 */
public sealed interface Expression
    permits Constant, Variable, Sum, Product, Power, Call, SpaceDerivative {

  /** As plain text in the field's notation: {@code x^2 y}, {@code sin(2 x)}, {@code u u_x}. */
  String text();

  /**
   * The partial derivative with respect to a variable.
   *
   * @throws UnsupportedOperationException if a function called has no known derivative
   */
  Expression derivative(Variable variable);
}
