package org.sciml4j.sindy.library;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.sindy.expression.Constant;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.SpaceDerivative;
import org.sciml4j.sindy.expression.Variable;

/**
 * Terms of partial differential equations in weak form (Messenger and Bortz 2021, J. Comput. Phys.
 * 443:110525): whole derivatives of functions of the fields, which pass to the test function,
 * {@code 1, u, u^2, u_x, d_x(u^2), ...}.
 *
 * @param library terms in the fields themselves
 * @param derivatives which derivatives occur
 */
public record WeakPdeLibrary(Library library, SpaceDerivatives derivatives) implements Library {
  /** Derivatives of polynomials in the fields. */
  public static WeakPdeLibrary of(int degree, SpaceDerivatives derivatives) {
    return new WeakPdeLibrary(PolynomialLibrary.of(degree), derivatives);
  }

  @Override
  public List<Expression> terms(List<Variable> fields) {
    Terms.requireVariables(fields);
    List<Expression> plain = library.terms(fields);
    List<Expression> terms = new ArrayList<>(plain);
    for (String axes : derivatives.all()) {
      for (Expression term : plain) {
        if (!(term instanceof Constant)) {
          Expression derivative = SpaceDerivative.of(term, axes);
          PdeLibrary.requireFree(derivative, fields);
          terms.add(derivative);
        }
      }
    }
    Terms.requireDistinct("terms of a weak library", terms);
    return List.copyOf(terms);
  }
}
