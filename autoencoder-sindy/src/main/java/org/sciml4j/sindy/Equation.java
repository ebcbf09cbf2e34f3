package org.sciml4j.sindy;

import java.util.List;
import java.util.Optional;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Sum;
import org.sciml4j.sindy.formulation.LeftSide;

/**
 * A sparse equation of one state.
 *
 * @param state whose equation it is
 * @param leftSide what the terms add up to
 * @param terms those that are not zero, in the order of the library
 */
public record Equation(String state, LeftSide leftSide, List<Term> terms) {
  private static final int USUAL_DECIMALS = 3;

  /** Copies the terms. */
  public Equation {
    terms = List.copyOf(terms);
  }

  /** The right-hand side as one expression. */
  public Expression rightHandSide() {
    return Sum.of(
        terms.stream().mapToDouble(Term::coefficient).toArray(),
        terms.stream().map(Term::expression).toList());
  }

  /** The term written so, e.g. {@code "x^2 y"}; empty if it is not in the equation. */
  public Optional<Term> term(String text) {
    return terms.stream().filter(term -> term.expression().text().equals(text)).findFirst();
  }

  /** With so many decimals: {@code x' = -9.999 x + 9.999 y}. */
  public String toString(int decimals) {
    StringBuilder text = new StringBuilder(leftSide.of(state)).append(" =");
    if (terms.isEmpty()) {
      return text.append(" 0").toString();
    }
    String plus = " ";
    for (Term term : terms) {
      boolean first = plus.equals(" ");
      String minus = first ? " -" : " - ";
      text.append(term.coefficient() < 0 ? minus : plus).append(term.magnitude(decimals));
      plus = " + ";
    }
    return text.toString();
  }

  /** With three decimals. */
  @Override
  public String toString() {
    return toString(USUAL_DECIMALS);
  }
}
