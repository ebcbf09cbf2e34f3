package org.sciml4j.pde.rhs;

import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Scope;

/**
 * The sum of several terms of a right-hand side, known and learned.
 *
 * @param terms one or more, of one shape
 */
public record SumOfTerms(List<Layer> terms) implements Layer {
  /**
   * Copies the list.
   *
   * @throws InvalidInputException if it is empty
   */
  public SumOfTerms {
    terms = List.copyOf(terms);
    if (terms.isEmpty()) {
      throw new InvalidInputException("terms", "none", "at least one", "name some");
    }
  }

  /** The sum of these. */
  public static SumOfTerms of(Layer... terms) {
    return new SumOfTerms(List.of(terms));
  }

  @Override
  public Value apply(Value input, Scope scope) {
    Value sum = terms.getFirst().apply(input, scope);
    for (Layer term : terms.subList(1, terms.size())) {
      sum = sum.plus(term.apply(input, scope));
    }
    return sum;
  }
}
