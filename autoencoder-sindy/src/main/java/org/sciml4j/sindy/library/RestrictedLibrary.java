package org.sciml4j.sindy.library;

import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Variable;

/**
 * A library of some of the variables.
 *
 * @param library what it chooses
 * @param variables of which variables, in this order
 */
public record RestrictedLibrary(Library library, List<Variable> variables) implements Library {
  /** Copies the list. */
  public RestrictedLibrary {
    variables = List.copyOf(variables);
    Terms.requireVariables(variables);
  }

  @Override
  public List<Expression> terms(List<Variable> all) {
    for (Variable variable : variables) {
      if (!all.contains(variable)) {
        throw new InvalidInputException(
            "variable of a library",
            variable.text(),
            "one of " + Terms.names(all),
            "correct the name");
      }
    }
    return library.terms(variables);
  }
}
