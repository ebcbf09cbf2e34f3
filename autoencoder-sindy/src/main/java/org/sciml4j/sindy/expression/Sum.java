package org.sciml4j.sindy.expression;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A sum.
 *
 * @param terms at least two, none of them a sum
 */
public record Sum(List<Expression> terms) implements Expression {
  /** Copies the terms. */
  public Sum {
    terms = List.copyOf(terms);
  }

  @Override
  public String text() {
    return terms.stream().map(Expression::text).collect(Collectors.joining(" + "));
  }

  @Override
  public Expression derivative(Variable variable) {
    return new Sum(terms.stream().map(term -> term.derivative(variable)).toList());
  }
}
