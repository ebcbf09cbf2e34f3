package org.sciml4j.core.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;

/**
 * A network as a graph. Inputs, in this order: the batch, the parameters, the states, a random key.
 * Outputs: the results, the sum of all penalties, the states after the run.
 *
 * @param graph what is computed
 * @param batch types of the batch
 * @param parameters what the parameters are
 * @param states what the states are
 * @param results number of results
 * @param calls the layers applied, in order
 */
public record Traced(
    Graph graph,
    List<TensorType> batch,
    List<ParameterSpec> parameters,
    List<ParameterSpec> states,
    int results,
    List<LayerCall> calls) {
  /** Copies the lists. */
  public Traced {
    batch = List.copyOf(batch);
    parameters = List.copyOf(parameters);
    states = List.copyOf(states);
    calls = List.copyOf(calls);
  }

  /**
   * The loss of an objective.
   *
   * @param dtype element type of parameters
   * @param batch types of the values the objective receives
   * @param training whether layers behave as in training (dropout, batch statistics)
   * @throws InvalidInputException if the layers do not fit the batch, or the loss has more than one
   *     element
   */
  public static Traced of(
      Objective objective, DType dtype, List<TensorType> batch, boolean training) {
    return ofNetwork(
        (inputs, scope) -> List.of(requireNumber(objective.loss(scope, inputs))),
        dtype,
        batch,
        training);
  }

  /** What a layer returns for an input of a type, whose element type the parameters have too. */
  public static Traced of(Layer layer, TensorType input, boolean training) {
    return ofNetwork(
        (inputs, scope) -> List.of(layer.apply(inputs.getFirst(), scope)),
        input.dtype(),
        List.of(input),
        training);
  }

  /** All results of a network. */
  public static Traced ofNetwork(
      Network network, DType dtype, List<TensorType> batch, boolean training) {
    List<Value> inputs = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      inputs.add(Value.input("batch " + i, batch.get(i)));
    }
    Trace trace = new Trace(dtype, training);
    List<Value> results = network.apply(List.copyOf(inputs), Scope.root(trace));
    inputs.addAll(trace.inputs());
    inputs.add(trace.key());
    List<Value> outputs = new ArrayList<>(results);
    outputs.add(trace.totalPenalty());
    outputs.addAll(trace.newStates());
    return new Traced(
        new Graph(inputs, outputs),
        batch,
        trace.parameters(),
        trace.states(),
        results.size(),
        trace.calls());
  }

  private static Value requireNumber(Value loss) {
    if (loss.type().count() != 1) {
      throw new InvalidInputException(
          "loss", loss.type(), "a single number", "reduce it first, for example by its mean");
    }
    return loss.reshape();
  }

  /** Parameters and states, in the order of the graph's inputs. */
  public List<ParameterSpec> specs() {
    return Stream.concat(parameters.stream(), states.stream()).toList();
  }

  /** The inputs that stand for the batch. */
  public List<Value> batchInputs() {
    return graph.inputs().subList(0, batch.size());
  }

  /** The inputs that stand for the parameters. */
  public List<Value> parameterInputs() {
    return graph.inputs().subList(batch.size(), batch.size() + parameters.size());
  }

  /** The inputs that stand for those parameters that training changes. */
  public List<Value> trainableInputs() {
    return IntStream.range(0, parameters.size())
        .filter(i -> parameters.get(i).trainable())
        .mapToObj(parameterInputs()::get)
        .toList();
  }

  /** The inputs that stand for the states. */
  public List<Value> stateInputs() {
    int from = batch.size() + parameters.size();
    return graph.inputs().subList(from, from + states.size());
  }

  /** The input that stands for the random key. */
  public Value keyInput() {
    return graph.inputs().getLast();
  }

  /** The result, where there is one: a layer's value or an objective's loss without penalties. */
  public Value result() {
    return graph.outputs().getFirst();
  }

  /** The sum of all penalties, a single number. */
  public Value penalty() {
    return graph.outputs().get(results);
  }

  /** The states after the run. */
  public List<Value> newStates() {
    return graph.outputs().subList(results + 1, graph.outputs().size());
  }
}
