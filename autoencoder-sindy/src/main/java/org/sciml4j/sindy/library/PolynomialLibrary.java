package org.sciml4j.sindy.library;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.sindy.expression.Constant;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Product;
import org.sciml4j.sindy.expression.Variable;

/**
 * All products of variables up to a degree, by degree: {@code 1, x, y, x^2, x y, y^2, ...}. There
 * are {@code (n + degree choose degree)} of n variables.
 *
 * @param degree the highest degree
 * @param bias whether 1 is among the terms
 * @param interactionsOnly whether powers of a variable above the first are left out
 */
public record PolynomialLibrary(int degree, boolean bias, boolean interactionsOnly)
    implements Library {
  /**
   * Checks the degree.
   *
   * @throws org.sciml4j.core.InvalidInputException if it is negative, or 0 without bias
   */
  public PolynomialLibrary {
    Terms.requireAtLeast("degree of a polynomial library", degree, bias ? 0 : 1);
  }

  /** All monomials up to a degree, with 1. */
  public static PolynomialLibrary of(int degree) {
    return new PolynomialLibrary(degree, true, false);
  }

  /** The same without 1. */
  public PolynomialLibrary withoutBias() {
    return new PolynomialLibrary(degree, false, interactionsOnly);
  }

  /** The same without powers of a variable above the first. */
  public PolynomialLibrary withInteractionsOnly() {
    return new PolynomialLibrary(degree, bias, true);
  }

  @Override
  public List<Expression> terms(List<Variable> variables) {
    Terms.requireVariables(variables);
    List<Expression> terms = new ArrayList<>();
    for (int d = bias ? 0 : 1; d <= degree; d++) {
      add(variables, interactionsOnly, 0, d, new ArrayList<>(), terms);
    }
    return List.copyOf(terms);
  }

  /** Adds all products of {@code left} more of the factors from number {@code from} on. */
  static void add(
      List<? extends Expression> factors,
      boolean distinct,
      int from,
      int left,
      List<Expression> chosen,
      List<Expression> terms) {
    if (left == 0) {
      terms.add(chosen.isEmpty() ? new Constant(1) : Product.of(chosen));
      return;
    }
    for (int i = from; i < factors.size(); i++) {
      chosen.add(factors.get(i));
      add(factors, distinct, distinct ? i + 1 : i, left - 1, chosen, terms);
      chosen.removeLast();
    }
  }
}
