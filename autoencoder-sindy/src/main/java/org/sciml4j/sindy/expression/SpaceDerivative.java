package org.sciml4j.sindy.expression;

/**
 * A partial derivative along the axes of a grid: {@code u_xx} of a field, {@code d_xx(u^2)} of what
 * is computed from fields.
 *
 * @param of what is differentiated
 * @param axes the axis of each derivative in order: {@code "xxy"} for ∂³/∂x²∂y
 */
public record SpaceDerivative(Expression of, String axes) implements Expression {
  @Override
  public String text() {
    return of instanceof Variable field
        ? field.name() + "_" + axes
        : "d_" + axes + "(" + of.text() + ")";
  }

  /** Refused: what follows a field along an axis depends on all its points. */
  @Override
  public Expression derivative(Variable variable) {
    throw new UnsupportedOperationException(
        text() + " has no derivative with respect to the value of " + variable.name());
  }
}
