package org.sciml4j.sindy.expression;

import java.util.stream.Collectors;
import org.sciml4j.core.InvalidInputException;

/**
 * A partial derivative along the axes of a grid: {@code u_xx} of a field, {@code d_xx(u^2)} of what
 * is computed from fields. {@link #of} makes it in normal form.
 *
 * @param of what is differentiated
 * @param axes the axis of each derivative in alphabetical order: {@code "xxy"} for ∂³/∂x²∂y
 */
public record SpaceDerivative(Expression of, String axes) implements Expression {
  /**
   * Sorts the axes.
   *
   * @throws InvalidInputException if they are not one or more small letters
   */
  public SpaceDerivative {
    if (!axes.matches("[a-z]+")) {
      throw new InvalidInputException(
          "axes of a derivative",
          "'" + axes + "'",
          "a small letter for each order, such as 'xxy'",
          "name the axes x, y, z");
    }
    axes =
        axes.chars()
            .sorted()
            .mapToObj(axis -> String.valueOf((char) axis))
            .collect(Collectors.joining());
  }

  /** The derivative of an expression: of each term of a sum, outside numbers and derivatives. */
  public static Expression of(Expression of, String axes) {
    return switch (of) {
      case Constant _ -> Constant.ZERO;
      case Sum sum -> Sum.of(sum.terms().stream().map(term -> of(term, axes)).toList());
      case SpaceDerivative inner -> new SpaceDerivative(inner.of, inner.axes + axes);
      default -> {
        Scaled scaled = Scaled.of(of);
        yield scaled.coefficient() == 1
            ? new SpaceDerivative(of, axes)
            : of(scaled.term(), axes).times(scaled.coefficient());
      }
    };
  }

  @Override
  public String text() {
    return of instanceof Variable field && field.text().equals(field.name())
        ? field.name() + "_" + axes
        : "d_" + axes + "(" + of.text() + ")";
  }

  /** Refused: what follows a field along an axis depends on all its points. */
  @Override
  public Expression derivative(Variable variable) {
    if (!of.variables().contains(variable)) {
      return Constant.ZERO;
    }
    throw new UnsupportedOperationException(
        text() + " has no derivative with respect to the value of " + variable.name());
  }
}
