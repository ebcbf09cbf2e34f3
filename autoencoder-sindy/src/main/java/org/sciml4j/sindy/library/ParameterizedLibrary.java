package org.sciml4j.sindy.library;

import java.util.List;
import java.util.function.Predicate;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Variable;

/**
 * Terms in the states times terms in the parameters: {@code x, mu x, x^3, mu x^3}. Each library
 * says for itself whether 1 is among its terms.
 *
 * @param states library of all variables that are no parameters
 * @param parameters library of the parameters
 * @param names the parameters, or control inputs
 */
public record ParameterizedLibrary(Library states, Library parameters, List<Variable> names)
    implements Library {
  /** Copies the list. */
  public ParameterizedLibrary {
    names = List.copyOf(names);
    Terms.requireVariables(names);
  }

  /**
   * The products.
   *
   * @throws InvalidInputException if a parameter is not among the variables, or nothing else is
   */
  @Override
  public List<Expression> terms(List<Variable> variables) {
    List<Variable> others = variables.stream().filter(Predicate.not(names::contains)).toList();
    if (others.isEmpty()) {
      throw new InvalidInputException(
          "parameters of a library",
          Terms.names(names),
          "fewer than the variables",
          "name a state");
    }
    Library product =
        new ProductLibrary(
            new RestrictedLibrary(states, others), new RestrictedLibrary(parameters, names));
    return product.terms(variables);
  }
}
