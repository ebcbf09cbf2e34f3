package org.sciml4j.sindy;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Product;
import org.sciml4j.sindy.expression.Sum;
import org.sciml4j.sindy.expression.Variable;
import org.sciml4j.sindy.formulation.LeftSide;

/**
 * A relation between a state and its derivative, solved for one of its terms.
 *
 * @param state whose equation it is
 * @param left the term it is solved for
 * @param terms those on the right
 * @param residual root mean square of what is not explained, as a share of that of the left term
 */
public record ImplicitEquation(String state, Expression left, List<Term> terms, double residual) {
  /** Copies the terms. */
  public ImplicitEquation {
    terms = List.copyOf(terms);
  }

  /** Whether a variable occurs in it. */
  boolean contains(Variable variable) {
    return left.variables().contains(variable)
        || terms.stream().anyMatch(term -> term.expression().variables().contains(variable));
  }

  /** The relation solved for the derivative, a quotient unless x' alone is its left-hand side. */
  public Expression explicit() {
    Variable velocity = LeftSide.velocity(state);
    List<Expression> all = new ArrayList<>();
    all.add(left.times(-1));
    terms.forEach(term -> all.add(term.expression().times(term.coefficient())));
    List<Expression> above = new ArrayList<>();
    List<Expression> below = new ArrayList<>();
    for (Expression term : all) {
      if (term.variables().contains(velocity)) {
        below.add(Product.of(List.of(term.dividedBy(velocity))).times(-1));
      } else {
        above.add(term);
      }
    }
    return Sum.of(above).dividedBy(Sum.of(below));
  }

  /** With so many decimals: {@code x' = 0.600 - 3.000 x - 3.333 x x'}. */
  public String toString(int decimals) {
    String right = new Equation(state, LeftSide.FIRST_DERIVATIVE, terms).toString(decimals);
    return left.text() + right.substring(right.indexOf(" ="));
  }

  /** With three decimals. */
  @Override
  public String toString() {
    return toString(3);
  }
}
