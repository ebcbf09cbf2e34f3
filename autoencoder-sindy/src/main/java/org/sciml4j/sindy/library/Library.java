package org.sciml4j.sindy.library;

import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Variable;

/** Chooses the candidate terms for the right-hand sides of the equations of given variables. */
@FunctionalInterface
public interface Library {
  /**
   * The terms, in the order of the columns of Θ, no two of them equal.
   *
   * @param variables states first, then control inputs and parameters
   * @throws InvalidInputException if the variables do not suit the library
   */
  List<Expression> terms(List<Variable> variables);

  /** The terms of this library, then those of the other that are not among them. */
  default Library and(Library other) {
    return new ConcatenatedLibrary(List.of(this, other));
  }

  /** The products of each term of this library with each of the other, each once. */
  default Library times(Library other) {
    return new ProductLibrary(this, other);
  }

  /** This library of the named variables only. */
  default Library on(String... names) {
    return new RestrictedLibrary(this, Arrays.stream(names).map(Variable::new).toList());
  }
}
