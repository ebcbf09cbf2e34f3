package org.sciml4j.sindy.library;

import java.util.List;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Variable;

/**
 * The terms of several libraries one after the other, each where it first occurs.
 *
 * @param parts the libraries
 */
public record ConcatenatedLibrary(List<Library> parts) implements Library {
  /** Copies the list. */
  public ConcatenatedLibrary {
    parts = List.copyOf(parts);
  }

  @Override
  public List<Expression> terms(List<Variable> variables) {
    return parts.stream().flatMap(part -> part.terms(variables).stream()).distinct().toList();
  }
}
