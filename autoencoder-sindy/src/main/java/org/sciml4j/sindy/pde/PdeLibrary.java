package org.sciml4j.sindy.pde;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.expression.Constant;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.SpaceDerivative;
import org.sciml4j.sindy.expression.Variable;
import org.sciml4j.sindy.field.FieldSource;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.sindy.library.PolynomialLibrary;

/**
 * Candidate terms for the equations of fields: monomials of the fields up to a degree, and
 * derivatives in space up to an order.
 *
 * @param degree of the monomials, 1 or more
 * @param order of the derivatives, 0 or more
 * @param mixed whether derivatives along several axes at once are among them
 */
public record PdeLibrary(int degree, int order, boolean mixed) {
  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if degree or order are too low
   */
  public PdeLibrary {
    if (degree < 1) {
      throw new InvalidInputException("degree", degree, "1 or more", "allow the fields themselves");
    }
    if (order < 0) {
      throw new InvalidInputException("order", order, "0 or more", "give an order of derivative");
    }
  }

  /** Without mixed derivatives. */
  public static PdeLibrary of(int degree, int order) {
    return new PdeLibrary(degree, order, false);
  }

  /**
   * Products of monomials with derivatives, as in Rudy et al. (2017): {@code 1, u, u^2, u_x, u u_x,
   * u^2 u_x, ...}.
   */
  public List<Expression> products(FieldSource data) {
    List<Variable> fields = fields(data);
    List<Expression> monomials = monomials(fields);
    List<Expression> terms = new ArrayList<>();
    terms.add(new Constant(1));
    terms.addAll(monomials);
    for (String letters : derivatives(data.grid())) {
      for (Variable field : fields) {
        Expression derivative = new SpaceDerivative(field, letters);
        terms.add(derivative);
        monomials.forEach(monomial -> terms.add(monomial.times(derivative)));
      }
    }
    return terms;
  }

  /**
   * Derivatives of monomials, as the weak form needs them (Messenger and Bortz 2021): {@code 1, u,
   * u_x, ..., u^2, d_x(u^2), ...}.
   */
  public List<Expression> derivativesOfMonomials(FieldSource data) {
    List<String> derivatives = derivatives(data.grid());
    List<Expression> terms = new ArrayList<>();
    terms.add(new Constant(1));
    for (Expression monomial : monomials(fields(data))) {
      terms.add(monomial);
      derivatives.forEach(letters -> terms.add(new SpaceDerivative(monomial, letters)));
    }
    return terms;
  }

  private static List<Variable> fields(FieldSource data) {
    return data.names().stream().map(Variable::new).toList();
  }

  /** The letters of all derivatives, by order. */
  private List<String> derivatives(SpaceGrid grid) {
    List<String> all = new ArrayList<>();
    for (int total = 1; total <= order; total++) {
      letters(grid.names().stream().sorted().toList(), 0, total, "", all);
    }
    return mixed ? all : all.stream().filter(s -> s.chars().distinct().count() == 1).toList();
  }

  private static void letters(
      List<String> names, int axis, int left, String before, List<String> into) {
    if (left == 0) {
      into.add(before);
      return;
    }
    for (int next = axis; next < names.size(); next++) {
      letters(names, next, left - 1, before + names.get(next), into);
    }
  }

  /** All products of 1 to {@link #degree} fields, by degree. */
  private List<Expression> monomials(List<Variable> fields) {
    return PolynomialLibrary.of(degree).withoutBias().terms(fields);
  }
}
