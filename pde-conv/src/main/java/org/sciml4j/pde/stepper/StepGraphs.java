package org.sciml4j.pde.stepper;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Network;
import org.sciml4j.core.nn.ParameterSpec;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.pde.scheme.TimeStep;

/**
 * A trained step as functions of states alone: parameters are numbers, and what depends on them
 * only is computed once and for all.
 */
final class StepGraphs {
  private StepGraphs() {}

  /**
   * One graph for each number of values that a scheme carries from step to step: 1, 2, ... to as
   * many as it needs. A graph's outputs are the state one step later, and behind it what the next
   * graph takes.
   *
   * @param state {@code [1, variables, space...]}
   */
  static List<Graph> of(Layer step, Parameters parameters, TensorType state, Device device) {
    if (!(step instanceof TimeStep scheme)) {
      Network one = (inputs, scope) -> List.of(step.apply(inputs.getFirst(), scope));
      return List.of(graph(one, 1, parameters, state, device));
    }
    List<Graph> graphs = new ArrayList<>();
    Network carrying = (inputs, scope) -> scheme.step(inputs, scope);
    for (int carried = 1; carried <= scheme.scheme().carried(); carried++) {
      graphs.add(graph(carrying, carried, parameters, state, device));
    }
    return List.copyOf(graphs);
  }

  private static Graph graph(
      Network network, int carried, Parameters parameters, TensorType state, Device device) {
    Traced traced =
        Traced.ofNetwork(network, state.dtype(), Collections.nCopies(carried, state), false);
    parameters.requireFor(traced.specs());
    List<Value> results = traced.graph().outputs().subList(0, traced.results());
    for (Value result : results) {
      if (!result.type().equals(state)) {
        throw new InvalidInputException(
            "step", "gives " + result.type(), "the type " + state + " of its input", "correct it");
      }
    }
    requireWithoutMemory(traced, results);
    Map<Value, Value> numbers = new HashMap<>();
    List<ParameterSpec> specs = traced.specs();
    for (int i = 0; i < specs.size(); i++) {
      Value input = traced.graph().inputs().get(carried + i);
      numbers.put(input, Value.constant(parameters.get(specs.get(i).name())));
    }
    List<Value> known = Graph.substitute(results, numbers);
    Graph graph =
        new Graph(
            traced.batchInputs(), ConstantParts.computed(traced.batchInputs(), known, device));
    return PolynomialForm.factored(LinearFolding.folded(graph));
  }

  private static void requireWithoutMemory(Traced traced, List<Value> results) {
    if (!traced.newStates().equals(traced.stateInputs())) {
      throw new InvalidInputException(
          "step", "with a memory of its own", "a function of the state alone", "use a predictor");
    }
    if (Graph.order(results).contains(traced.keyInput())) {
      throw new InvalidInputException(
          "step", "with random draws", "a function of the state alone", "leave them to training");
    }
  }
}
