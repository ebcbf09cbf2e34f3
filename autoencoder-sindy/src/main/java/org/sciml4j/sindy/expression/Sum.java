package org.sciml4j.sindy.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sciml4j.core.InvalidInputException;

/**
 * A sum; {@link #of(List)} makes it in normal form.
 *
 * @param terms at least two, none of them a sum; kept sorted by degree
 */
public record Sum(List<Expression> terms) implements Expression {
  /** Sorts the terms. */
  public Sum {
    if (terms.size() < 2 || terms.stream().anyMatch(Sum.class::isInstance)) {
      throw new InvalidInputException(
          "terms of a sum", terms, "two or more that are no sums", "use Sum.of");
    }
    terms = terms.stream().sorted(Order.TERMS).toList();
  }

  /** The sum of any terms, in normal form. */
  public static Expression of(List<? extends Expression> terms) {
    if (terms.size() == 1) {
      return terms.getFirst();
    }
    Map<Expression, Double> coefficients = new LinkedHashMap<>();
    terms.forEach(term -> collect(term, 1, coefficients));
    List<Expression> kept = new ArrayList<>();
    coefficients.forEach(
        (term, coefficient) -> {
          if (coefficient != 0) {
            kept.add(Scaled.product(coefficient, term));
          }
        });
    return switch (kept.size()) {
      case 0 -> Constant.ZERO;
      case 1 -> kept.getFirst();
      default -> new Sum(kept);
    };
  }

  /** The sum of coefficients times terms, in normal form. */
  public static Expression of(double[] coefficients, List<? extends Expression> terms) {
    List<Expression> scaled = new ArrayList<>();
    for (int i = 0; i < coefficients.length; i++) {
      if (coefficients[i] != 0) {
        scaled.add(terms.get(i).times(coefficients[i]));
      }
    }
    return of(scaled);
  }

  private static void collect(
      Expression term, double factor, Map<Expression, Double> coefficients) {
    Scaled scaled = Scaled.of(term);
    double coefficient = factor * scaled.coefficient();
    if (scaled.term() instanceof Sum sum) {
      sum.terms.forEach(part -> collect(part, coefficient, coefficients));
    } else {
      coefficients.merge(scaled.term(), coefficient, Double::sum);
    }
  }

  @Override
  public String text() {
    return joined(Expression::text);
  }

  /** Its terms as some notation writes each, joined by their signs. */
  public String joined(Function<Expression, String> written) {
    StringBuilder text = new StringBuilder(written.apply(terms.getFirst()));
    for (Expression term : terms.subList(1, terms.size())) {
      String next = written.apply(term);
      text.append(next.startsWith("-") ? " - " + next.substring(1) : " + " + next);
    }
    return text.toString();
  }

  @Override
  public Expression derivative(Variable variable) {
    return of(terms.stream().map(term -> term.derivative(variable)).toList());
  }
}
