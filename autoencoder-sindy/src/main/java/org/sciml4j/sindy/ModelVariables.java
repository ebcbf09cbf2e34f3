package org.sciml4j.sindy;

import java.util.List;
import org.sciml4j.sindy.expression.Variable;

/**
 * The variables of a model.
 *
 * @param states have an equation each
 * @param controls vary over time and have none
 * @param parameters are constant along a trajectory
 * @param inputs all that right-hand sides may depend on, in the order of {@code predict}: states,
 *     velocities where equations are of second order, controls, parameters
 */
public record ModelVariables(
    List<String> states, List<String> controls, List<String> parameters, List<Variable> inputs) {
  /** Copies the lists. */
  public ModelVariables {
    states = List.copyOf(states);
    controls = List.copyOf(controls);
    parameters = List.copyOf(parameters);
    inputs = List.copyOf(inputs);
  }
}
