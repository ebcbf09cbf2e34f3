package org.sciml4j.sindy.library;

import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.ExpressionParser;
import org.sciml4j.sindy.expression.Function;
import org.sciml4j.sindy.expression.Variable;

/**
 * Terms given one by one.
 *
 * @param terms the terms in their order
 */
public record TermLibrary(List<Expression> terms) implements Library {
  /**
   * Copies the list.
   *
   * @throws InvalidInputException if a term occurs twice, in whatever form it was written
   */
  public TermLibrary {
    terms = List.copyOf(terms);
    Terms.requireDistinct("terms of a library", terms);
  }

  /** Terms given one by one. */
  public static TermLibrary of(Expression... terms) {
    return new TermLibrary(List.of(terms));
  }

  /** Terms as text, such as {@code x sin(y)}, read when the variables are known. */
  public static Library parsed(String... texts) {
    return parsed(List.of(), texts);
  }

  /** Terms as text that may call functions of the user. */
  public static Library parsed(List<? extends Function> functions, String... texts) {
    return variables -> {
      ExpressionParser parser = new ExpressionParser(variables, functions);
      return new TermLibrary(Arrays.stream(texts).map(parser::parse).toList()).terms(variables);
    };
  }

  /**
   * The terms.
   *
   * @throws InvalidInputException if one of them has other variables than these and their rates
   */
  @Override
  public List<Expression> terms(List<Variable> variables) {
    Terms.requireVariables(variables);
    for (Expression term : terms) {
      for (Variable variable : term.variables()) {
        boolean known =
            variables.contains(variable)
                || variables.stream().anyMatch(state -> state.rate().equals(variable));
        if (!known) {
          throw new InvalidInputException(
              "variable of the term " + term.text(),
              variable.text(),
              "one of " + Terms.names(variables),
              "correct the name");
        }
      }
    }
    return terms;
  }
}
