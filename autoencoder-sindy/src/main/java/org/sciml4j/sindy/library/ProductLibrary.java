package org.sciml4j.sindy.library;

import java.util.List;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Variable;

/**
 * The products of each term of one library with each term of another: {@code x sin(y)}.
 *
 * @param first whose terms change slowest
 * @param second whose terms change fastest
 */
public record ProductLibrary(Library first, Library second) implements Library {
  @Override
  public List<Expression> terms(List<Variable> variables) {
    List<Expression> right = second.terms(variables);
    return first.terms(variables).stream()
        .flatMap(term -> right.stream().map(term::times))
        .distinct()
        .toList();
  }
}
