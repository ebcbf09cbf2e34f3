package org.sciml4j.core.autodiff;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sciml4j.core.graph.Input;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;

/** New inputs beside those a graph has, named differently from these and from each other. */
final class FreshInputs {
  private final Set<String> names = new HashSet<>();

  FreshInputs(List<Value> present) {
    present.forEach(input -> names.add(((Input) input.primitive()).label()));
  }

  Value next(String role, TensorType type) {
    String name = role;
    for (int i = 2; !names.add(name); i++) {
      name = role + " " + i;
    }
    return Value.input(name, type);
  }

  /** One for each value, in order. */
  List<Value> like(String role, List<Value> values) {
    return values.stream().map(value -> next(role, value.type())).toList();
  }
}
