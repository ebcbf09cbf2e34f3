package org.sciml4j.sindy.library;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.expression.ElementaryFunction;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Variable;

/**
 * Sines and cosines of whole multiples of each variable: {@code sin(x), cos(x), ..., sin(2 x),
 * ...}.
 *
 * @param frequencies how many multiples, from 1
 * @param sines whether sines are among the terms
 * @param cosines whether cosines are
 */
public record FourierLibrary(int frequencies, boolean sines, boolean cosines) implements Library {
  /**
   * Checks that there are terms.
   *
   * @throws InvalidInputException if there are none
   */
  public FourierLibrary {
    Terms.requireAtLeast("frequencies of a Fourier library", frequencies, 1);
    if (!sines && !cosines) {
      throw new InvalidInputException(
          "Fourier library",
          "without sines and cosines",
          "one of them",
          "ask for sines or cosines");
    }
  }

  /** Sines and cosines of whole multiples of each variable. */
  public static FourierLibrary of(int frequencies) {
    return new FourierLibrary(frequencies, true, true);
  }

  @Override
  public List<Expression> terms(List<Variable> variables) {
    Terms.requireVariables(variables);
    List<Expression> terms = new ArrayList<>();
    for (int frequency = 1; frequency <= frequencies; frequency++) {
      for (Variable variable : variables) {
        Expression angle = variable.times(frequency);
        if (sines) {
          terms.add(ElementaryFunction.SIN.of(angle));
        }
        if (cosines) {
          terms.add(ElementaryFunction.COS.of(angle));
        }
      }
    }
    return List.copyOf(terms);
  }
}
