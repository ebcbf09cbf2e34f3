package org.sciml4j.sindy.library;

import java.util.List;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Variable;

/**
 * Terms of implicit equations, as of rational right-hand sides: those of a library, and each times
 * the rate of each state, {@code x, x^2, x', x x', x^2 x'} (SINDy-PI: Kaheman, Kutz and Brunton
 * 2020, Proc. R. Soc. A 476:20200279, equation 2.5).
 *
 * @param library terms in the states, controls and parameters
 * @param rates library of the rates, given the rates only: degree 1 without 1 for {@code x'}
 * @param states the variables whose rates occur
 */
public record ImplicitLibrary(Library library, Library rates, List<Variable> states)
    implements Library {
  /** Copies the list. */
  public ImplicitLibrary {
    states = List.copyOf(states);
    Terms.requireVariables(states);
  }

  /** The terms of a library, and each times the rate of each of some states. */
  public static ImplicitLibrary of(Library library, Variable... states) {
    return new ImplicitLibrary(library, PolynomialLibrary.of(1).withoutBias(), List.of(states));
  }

  @Override
  public List<Expression> terms(List<Variable> variables) {
    List<Variable> dotted = states.stream().map(Variable::rate).toList();
    Library onRates = _ -> rates.terms(dotted);
    return library.and(library.times(onRates)).terms(variables);
  }
}
