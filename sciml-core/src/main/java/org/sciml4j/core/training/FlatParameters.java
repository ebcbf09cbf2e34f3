package org.sciml4j.core.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.ParameterSpec;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.tensor.Tensor;

/**
 * The trainable parameters of a network end to end in one vector, in order of declaration, as
 * minimisers take them.
 *
 * @param specs the parameters
 * @param type of the vector
 */
record FlatParameters(List<ParameterSpec> specs, TensorType type) {
  /** A space keeps it apart from the names of parameters. */
  private static final String LABEL = "all parameters";

  static FlatParameters of(Traced traced) {
    List<ParameterSpec> specs =
        traced.parameters().stream().filter(ParameterSpec::trainable).toList();
    requireTrainable(traced.parameters());
    long size = specs.stream().mapToLong(spec -> spec.type().count()).sum();
    return new FlatParameters(specs, specs.getFirst().type().withShape(size));
  }

  /**
   * Checks that there is something to train.
   *
   * @throws InvalidInputException if there are no parameters, or all are frozen
   */
  static void requireTrainable(List<ParameterSpec> parameters) {
    if (parameters.stream().noneMatch(ParameterSpec::trainable)) {
      boolean isEmpty = parameters.isEmpty();
      throw new InvalidInputException(
          "network",
          isEmpty ? "without parameters" : "of " + parameters.size() + " parameters, all frozen",
          "at least one to train",
          isEmpty ? "add a layer that has some, for example Dense" : "freeze fewer layers");
    }
  }

  long size() {
    return type.count();
  }

  Value input() {
    return Value.input(LABEL, type);
  }

  /** The parameters as parts of the vector. */
  List<Value> split(Value vector) {
    List<Value> parts = new ArrayList<>();
    long from = 0;
    for (ParameterSpec spec : specs) {
      long to = from + spec.type().count();
      parts.add(vector.slice(0, from, to).reshape(spec.type().shape()));
      from = to;
    }
    return parts;
  }

  /** The vector of values of the parameters' types. */
  Value join(List<Value> parts) {
    return Value.concat(
        0, parts.stream().map(part -> part.reshape(part.type().count())).toArray(Value[]::new));
  }

  /** A graph's inputs with the parameters replaced by parts of the vector. */
  List<Value> arguments(Traced traced, Value vector) {
    List<Value> arguments = new ArrayList<>(traced.graph().inputs());
    List<Value> inputs = traced.trainableInputs();
    List<Value> parts = split(vector);
    for (int i = 0; i < parts.size(); i++) {
      arguments.set(arguments.indexOf(inputs.get(i)), parts.get(i));
    }
    return arguments;
  }

  /** Copies parameters into the vector. */
  void write(Parameters from, Tensor vector) {
    long at = 0;
    for (ParameterSpec spec : specs) {
      view(vector, spec, at).copyFrom(from.get(spec.name()));
      at += spec.type().count();
    }
  }

  /** The parameters by name: views of the vector. */
  Map<String, Tensor> views(Tensor vector) {
    Map<String, Tensor> views = new LinkedHashMap<>();
    long at = 0;
    for (ParameterSpec spec : specs) {
      views.put(spec.name(), view(vector, spec, at));
      at += spec.type().count();
    }
    return views;
  }

  /** The parameters by name: copies. */
  Parameters copies(Tensor vector) {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    views(vector).forEach((name, tensor) -> copies.put(name, tensor.copy()));
    return Parameters.of(copies);
  }

  private static Tensor view(Tensor vector, ParameterSpec spec, long at) {
    long bytes = vector.dtype().bytes();
    return Tensor.wrap(
        vector.segment().asSlice(at * bytes, spec.type().count() * bytes),
        vector.dtype(),
        spec.type().shape());
  }
}
