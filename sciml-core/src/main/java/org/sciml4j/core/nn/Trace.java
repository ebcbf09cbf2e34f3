package org.sciml4j.core.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.NearNames;
import org.sciml4j.core.graph.RandomKeys;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;

/** What scopes collect while layers are applied. */
final class Trace {
  private final DType dtype;
  private final boolean training;
  private final Value key = RandomKeys.input("random key");
  private final Map<String, ParameterSpec> parameters = new LinkedHashMap<>();
  private final Map<String, ParameterSpec> states = new LinkedHashMap<>();
  private final Map<String, Value> inputs = new LinkedHashMap<>();
  private final Map<String, Value> updated = new LinkedHashMap<>();
  private final Map<String, LayerCall> calls = new LinkedHashMap<>();
  private final List<Value> penalties = new ArrayList<>();
  private final Set<String> frozen = new LinkedHashSet<>();

  Trace(DType dtype, boolean training) {
    this.dtype = dtype;
    this.training = training;
  }

  DType dtype() {
    return dtype;
  }

  boolean training() {
    return training;
  }

  Value key() {
    return key;
  }

  /** The input of a parameter; its penalties count once however often it is declared. */
  Value parameter(ParameterSpec spec, List<Regularizer> regularizers) {
    boolean isNew = declare(spec, parameters, states);
    if (!spec.trainable()) {
      frozen.add(spec.name());
    }
    Value value = inputs.get(spec.name());
    if (isNew) {
      regularizers.forEach(regularizer -> penalty(regularizer.of(value)));
    }
    return value;
  }

  /** The state as last updated. */
  Value state(ParameterSpec spec) {
    declare(spec, states, parameters);
    return updated.getOrDefault(spec.name(), inputs.get(spec.name()));
  }

  void update(String name, Value next) {
    ParameterSpec state = states.get(name);
    if (state == null) {
      throw new InvalidInputException(
          "state",
          "'" + name + "'",
          "one declared before",
          NearNames.didYouMean(name, states.keySet(), "declare it on the same scope"));
    }
    if (!next.type().equals(state.type())) {
      throw new InvalidInputException(
          "update of state '" + name + "'", next.type(), state.type().toString(), "correct it");
    }
    updated.put(name, next);
  }

  void penalty(Value penalty) {
    if (penalty.type().count() != 1) {
      throw new InvalidInputException(
          "penalty", penalty.type(), "a single number", "sum it or take its mean first");
    }
    penalties.add(penalty.reshape());
  }

  void called(LayerCall call) {
    calls.putIfAbsent(call.name(), call);
  }

  private boolean declare(
      ParameterSpec spec, Map<String, ParameterSpec> kind, Map<String, ParameterSpec> otherKind) {
    ParameterSpec known = kind.getOrDefault(spec.name(), otherKind.get(spec.name()));
    if (known == null) {
      kind.put(spec.name(), spec);
      inputs.put(spec.name(), Value.input(spec.name(), spec.type()));
      return true;
    }
    if (otherKind.containsKey(spec.name())
        || !known.type().equals(spec.type())
        || !known.initializer().equals(spec.initializer())) {
      throw new InvalidInputException(
          "parameter '" + spec.name() + "'",
          known.type()
              + " by "
              + known.initializer()
              + " and again "
              + spec.type()
              + " by "
              + spec.initializer(),
          "one declaration, or equal ones to share it",
          "name one differently, or use two layers");
    }
    return false;
  }

  List<ParameterSpec> parameters() {
    return parameters.values().stream().map(this::frozenIfEver).toList();
  }

  private ParameterSpec frozenIfEver(ParameterSpec spec) {
    boolean trainable = !frozen.contains(spec.name());
    return new ParameterSpec(spec.name(), spec.type(), spec.initializer(), trainable);
  }

  List<ParameterSpec> states() {
    return List.copyOf(states.values());
  }

  List<LayerCall> calls() {
    return List.copyOf(calls.values());
  }

  /** Inputs of the parameters, then of the states, each in order of declaration. */
  List<Value> inputs() {
    return Stream.of(parameters, states)
        .flatMap(specs -> specs.keySet().stream())
        .map(inputs::get)
        .toList();
  }

  /** The states after all updates. */
  List<Value> newStates() {
    return states.keySet().stream()
        .map(name -> updated.getOrDefault(name, inputs.get(name)))
        .toList();
  }

  /** The sum of all penalties. */
  Value totalPenalty() {
    return penalties.stream()
        .reduce(Value::plus)
        .orElseGet(() -> Value.constant(new TensorType(dtype), 0));
  }
}
