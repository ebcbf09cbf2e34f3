package org.sciml4j.sindy.library;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.SpaceDerivative;
import org.sciml4j.sindy.expression.Variable;

/**
 * Terms of partial differential equations (PDE-FIND: Rudy, Brunton, Proctor and Kutz 2017, Science
 * Advances 3:e1602614): those of a library of the fields, the fields' space derivatives, and the
 * products of both, {@code 1, u, u^2, u_x, u_xx, u u_x, ...}.
 *
 * @param library terms in the fields themselves
 * @param derivatives which derivatives occur
 * @param factors how many derivatives a term may have: 1, or 2 for {@code u_x^2} too
 */
public record PdeLibrary(Library library, SpaceDerivatives derivatives, int factors)
    implements Library {
  /** Checks the number of factors. */
  public PdeLibrary {
    Terms.requireAtLeast("number of derivatives in a term", factors, 1);
  }

  /** Polynomials in the fields, and each times one derivative. */
  public static PdeLibrary of(int degree, SpaceDerivatives derivatives) {
    return new PdeLibrary(PolynomialLibrary.of(degree), derivatives, 1);
  }

  /**
   * The terms, those without derivatives first.
   *
   * @throws InvalidInputException if a field has the name of a derivative of another
   */
  @Override
  public List<Expression> terms(List<Variable> fields) {
    Terms.requireVariables(fields);
    List<Expression> all = new ArrayList<>();
    for (String axes : derivatives.all()) {
      for (Variable field : fields) {
        Expression derivative = SpaceDerivative.of(field, axes);
        requireFree(derivative, fields);
        all.add(derivative);
      }
    }
    List<Expression> products = new ArrayList<>();
    for (int count = 1; count <= factors; count++) {
      PolynomialLibrary.add(all, false, 0, count, new ArrayList<>(), products);
    }
    Library differential = _ -> products;
    return library.and(differential).and(differential.times(library)).terms(fields);
  }

  static void requireFree(Expression derivative, List<Variable> fields) {
    if (fields.contains(new Variable(derivative.text()))) {
      throw new InvalidInputException(
          "field " + derivative.text(),
          "the name of a derivative too",
          "names that tell them apart",
          "rename the field");
    }
  }
}
