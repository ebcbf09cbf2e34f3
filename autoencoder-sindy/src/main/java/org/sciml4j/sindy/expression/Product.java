package org.sciml4j.sindy.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A product.
 *
 * @param factors at least two, none of them a product
 */
public record Product(List<Expression> factors) implements Expression {
  /** Copies the factors. */
  public Product {
    factors = List.copyOf(factors);
  }

  @Override
  public String text() {
    return factors.stream()
        .map(factor -> factor instanceof Sum ? "(" + factor.text() + ")" : factor.text())
        .collect(Collectors.joining(" "));
  }

  @Override
  public Expression derivative(Variable variable) {
    List<Expression> terms = new ArrayList<>();
    for (int i = 0; i < factors.size(); i++) {
      List<Expression> changed = new ArrayList<>(factors);
      changed.set(i, factors.get(i).derivative(variable));
      terms.add(new Product(changed));
    }
    return new Sum(terms);
  }
}
