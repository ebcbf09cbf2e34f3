package org.sciml4j.sindy.library;

import java.util.List;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Variable;

/** Chooses the candidate terms for the right-hand sides of the equations of given variables. */
@FunctionalInterface
public interface Library {
  /**
   * The terms, in the order of the columns of Θ, no two of them equal.
   *
   * @param variables states first, then control inputs and parameters
   */
  List<Expression> terms(List<Variable> variables);
}
