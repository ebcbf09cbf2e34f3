package org.sciml4j.sindy.expression;

import java.util.List;

/** A term as a number times what is left, which is 1 for a number. */
record Scaled(double coefficient, Expression term) {

  static Scaled of(Expression term) {
    return switch (term) {
      case Constant constant -> new Scaled(constant.value(), Constant.ONE);
      case Product product when product.factors().getFirst() instanceof Constant constant ->
          new Scaled(constant.value(), rest(product.factors()));
      default -> new Scaled(1, term);
    };
  }

  /** The product of a number other than zero and a term in normal form without a number. */
  static Expression product(double coefficient, Expression term) {
    if (coefficient == 1) {
      return term;
    }
    return term.equals(Constant.ONE)
        ? new Constant(coefficient)
        : Product.of(List.of(new Constant(coefficient), term));
  }

  private static Expression rest(List<Expression> factors) {
    return factors.size() == 2 ? factors.get(1) : new Product(factors.subList(1, factors.size()));
  }
}
