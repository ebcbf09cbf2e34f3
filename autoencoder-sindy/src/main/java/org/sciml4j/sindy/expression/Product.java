package org.sciml4j.sindy.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sciml4j.core.InvalidInputException;

/**
 * A product; {@link #of(List)} makes it in normal form.
 *
 * @param factors at least two, none of them a product; kept sorted, a number first
 */
public record Product(List<Expression> factors) implements Expression {
  /** Sorts the factors. */
  public Product {
    if (factors.size() < 2 || factors.stream().anyMatch(Product.class::isInstance)) {
      throw new InvalidInputException(
          "factors of a product", factors, "two or more that are no products", "use Product.of");
    }
    factors = factors.stream().sorted(Order.FACTORS).toList();
  }

  /** The product of any factors, in normal form. */
  public static Expression of(List<? extends Expression> factors) {
    return new Powers().times(factors, 1).product();
  }

  /** Factors gathered by what is raised. */
  static final class Powers {
    private final Map<Expression, Integer> exponents = new LinkedHashMap<>();
    private double coefficient = 1;

    Powers times(List<? extends Expression> factors, int exponent) {
      factors.forEach(factor -> times(factor, exponent));
      return this;
    }

    Powers times(Expression factor, int exponent) {
      switch (factor) {
        case Constant constant -> coefficient *= Math.pow(constant.value(), exponent);
        case Product product -> times(product.factors, exponent);
        case Power power -> times(power.base(), Math.multiplyExact(power.exponent(), exponent));
        default -> exponents.merge(factor, exponent, Math::addExact);
      }
      return this;
    }

    Expression product() {
      List<Expression> kept = new ArrayList<>();
      exponents.forEach(
          (base, exponent) -> {
            if (exponent != 0) {
              kept.add(exponent == 1 ? base : new Power(base, exponent));
            }
          });
      if (coefficient == 0 || kept.isEmpty()) {
        return new Constant(coefficient);
      }
      if (coefficient != 1) {
        kept.add(new Constant(coefficient));
      }
      return kept.size() == 1 ? kept.getFirst() : new Product(kept);
    }
  }

  @Override
  public String text() {
    List<Expression> written = factors;
    String sign = "";
    if (factors.getFirst().equals(new Constant(-1))) {
      written = factors.subList(1, factors.size());
      sign = "-";
    }
    return written.stream()
        .map(factor -> factor instanceof Sum ? "(" + factor.text() + ")" : factor.text())
        .collect(Collectors.joining(" ", sign, ""));
  }

  @Override
  public Expression derivative(Variable variable) {
    List<Expression> terms = new ArrayList<>();
    for (int i = 0; i < factors.size(); i++) {
      List<Expression> changed = new ArrayList<>(factors);
      changed.set(i, factors.get(i).derivative(variable));
      terms.add(of(changed));
    }
    return Sum.of(terms);
  }
}
