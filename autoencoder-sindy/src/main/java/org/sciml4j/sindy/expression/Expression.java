package org.sciml4j.sindy.expression;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A formula in named variables. Expressions are values: two that were built alike are equal. Build
 * them by the operations here and by the factories {@code of} of the records, which keep one normal
 * form: sums and products are flat and sorted, equal terms and factors merged, constants folded,
 * zeros and ones gone. So {@code x*y} and {@code y*x} are one expression; products of sums, and of
 * a number and a sum, are left as they are.
 */
public sealed interface Expression
    permits Constant, Variable, Sum, Product, Power, Call, SpaceDerivative {

  /** As plain text in the field's notation: {@code x^2 y}, {@code sin(2 x)}, {@code u u_x}. */
  String text();

  /** In the mathematics of LaTeX: {@code {x}^{2} \\, y}. */
  default String latex() {
    return Latex.of(this);
  }

  /**
   * The partial derivative with respect to a variable.
   *
   * @throws UnsupportedOperationException if a function called has no known derivative
   */
  Expression derivative(Variable variable);

  /** The sum of both. */
  default Expression plus(Expression other) {
    return Sum.of(List.of(this, other));
  }

  /** This less the other. */
  default Expression minus(Expression other) {
    return plus(other.times(-1));
  }

  /** The product of both. */
  default Expression times(Expression other) {
    return Product.of(List.of(this, other));
  }

  /** The product with a number. */
  default Expression times(double factor) {
    return times(new Constant(factor));
  }

  /** The quotient of both. */
  default Expression dividedBy(Expression other) {
    return times(other.power(-1));
  }

  /** A whole power. */
  default Expression power(int exponent) {
    return Power.of(this, exponent);
  }

  /** What it is made of: terms, factors, base, arguments, or what is differentiated. */
  default List<Expression> parts() {
    return switch (this) {
      case Constant _, Variable _ -> List.of();
      case Sum sum -> sum.terms();
      case Product product -> product.factors();
      case Power power -> List.of(power.base());
      case Call call -> call.arguments();
      case SpaceDerivative derivative -> List.of(derivative.of());
    };
  }

  /** The variables that occur, in the order in which they are written. */
  default Set<Variable> variables() {
    Set<Variable> found = new LinkedHashSet<>();
    collect(this, found);
    return found;
  }

  /**
   * The fields and derivatives of a field it is computed from, in the order in which they are
   * written; derivatives of other expressions are not searched.
   */
  default Set<Expression> fieldQuantities() {
    Set<Expression> found = new LinkedHashSet<>();
    collectQuantities(this, found);
    return found;
  }

  /** The expression with parts replaced, largest first; what replaces them is not searched. */
  default Expression replace(Map<? extends Expression, ? extends Expression> replacements) {
    Expression replacement = replacements.get(this);
    if (replacement != null) {
      return replacement;
    }
    return switch (this) {
      case Constant _, Variable _ -> this;
      case Sum sum -> Sum.of(replace(sum.terms(), replacements));
      case Product product -> Product.of(replace(product.factors(), replacements));
      case Power power -> Power.of(power.base().replace(replacements), power.exponent());
      case Call call -> Call.of(call.function(), replace(call.arguments(), replacements));
      case SpaceDerivative derivative ->
          SpaceDerivative.of(derivative.of().replace(replacements), derivative.axes());
    };
  }

  private static List<Expression> replace(
      List<Expression> parts, Map<? extends Expression, ? extends Expression> replacements) {
    return parts.stream().map(part -> part.replace(replacements)).toList();
  }

  private static void collect(Expression expression, Set<Variable> found) {
    if (expression instanceof Variable variable) {
      found.add(variable);
    }
    expression.parts().forEach(part -> collect(part, found));
  }

  private static void collectQuantities(Expression expression, Set<Expression> found) {
    switch (expression) {
      case Variable field -> found.add(field);
      case SpaceDerivative derivative -> {
        if (derivative.of() instanceof Variable) {
          found.add(derivative);
        }
      }
      default -> expression.parts().forEach(part -> collectQuantities(part, found));
    }
  }
}
