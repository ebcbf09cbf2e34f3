package org.sciml4j.sindy.export;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Variable;

/**
 * What is written out: {@code rates[k]} is the rate of change of {@code states[k]}, or its next
 * value in a discrete map.
 *
 * @param states the variables that have an equation
 * @param inputs control inputs and parameters, possibly none
 * @param rates an expression in states and inputs for each state
 */
public record RightHandSide(List<Variable> states, List<Variable> inputs, List<Expression> rates) {
  /**
   * Copies the lists.
   *
   * @throws InvalidInputException if there are no states, not one rate for each, the same variable
   *     twice, or one in a rate that is neither state nor input
   */
  public RightHandSide {
    states = List.copyOf(states);
    inputs = List.copyOf(inputs);
    rates = List.copyOf(rates);
    if (states.isEmpty() || rates.size() != states.size()) {
      throw new InvalidInputException(
          "number of rates",
          rates.size(),
          "one for each of " + states.size() + " states, at least one",
          "give an equation for each state");
    }
    List<Variable> all = new ArrayList<>(states);
    all.addAll(inputs);
    String names = all.stream().map(Variable::text).collect(Collectors.joining(", "));
    if (new HashSet<>(all).size() < all.size()) {
      throw new InvalidInputException(
          "variables", names, "each once among states and inputs", "remove the duplicate");
    }
    for (Expression rate : rates) {
      for (Variable variable : rate.variables()) {
        if (!all.contains(variable)) {
          throw new InvalidInputException(
              "variable of " + rate.text(),
              variable.text(),
              "one of " + names,
              "name it as state or input");
        }
      }
    }
  }

  /** A right-hand side without inputs. */
  public RightHandSide(List<Variable> states, List<Expression> rates) {
    this(states, List.of(), rates);
  }

  /** Whether a variable occurs in a rate. */
  boolean uses(Variable variable) {
    return rates.stream().anyMatch(rate -> rate.variables().contains(variable));
  }
}
