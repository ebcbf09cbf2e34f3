package org.sciml4j.pde.rhs;

import java.util.Collections;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Scope;

/**
 * A right-hand side of states that also hold fields which nothing changes: the last variables grow
 * at given constant rates, 0 for static fields (topography, coefficients), 1 for a clock on which
 * time-dependent terms depend, so that every stage of a scheme sees its own time.
 *
 * @param rightHandSide all variables to the rates of change of the others, {@code [n, variables -
 *     rates, space...]}
 * @param rates rates of change of the last variables
 */
public record Passive(Layer rightHandSide, List<Double> rates) implements Layer {
  /** Copies the list. */
  public Passive {
    rates = List.copyOf(rates);
  }

  /** With so many static fields behind the variables. */
  public static Passive fields(Layer rightHandSide, int count) {
    return new Passive(rightHandSide, Collections.nCopies(count, 0.0));
  }

  @Override
  public Value apply(Value input, Scope scope) {
    long variables = input.type().size(1);
    if (rates.isEmpty() || rates.size() >= variables) {
      throw new InvalidInputException(
          "passive variables",
          rates.size() + " of " + variables,
          "1 or more, but not all",
          "correct the rates, or put the fields behind the variables of the state");
    }
    Value[] parts = new Value[1 + rates.size()];
    parts[0] = rightHandSide.apply(input, scope);
    Value one = input.slice(1, 0, 1);
    for (int i = 0; i < rates.size(); i++) {
      parts[1 + i] = one.filled(rates.get(i));
    }
    return Value.concat(1, parts);
  }
}
