package org.sciml4j.pde.stepper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.Broadcast;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.Tensor;

/** Values that do not depend on a graph's inputs, replaced by their numbers. */
final class ConstantParts {
  private ConstantParts() {}

  /** The same outputs with all that is the same in every run computed. */
  static List<Value> computed(List<Value> inputs, List<Value> outputs, Device device) {
    Set<Value> varying = new HashSet<>(inputs);
    Set<Value> wanted = new LinkedHashSet<>();
    for (Value value : Graph.order(outputs)) {
      if (value.operands().stream().anyMatch(varying::contains)) {
        varying.add(value);
        value.operands().stream().filter(one -> !varying.contains(one)).forEach(wanted::add);
      }
    }
    outputs.stream().filter(one -> !varying.contains(one)).forEach(wanted::add);
    Set<Value> parts = new LinkedHashSet<>();
    wanted.forEach(value -> parts.add(beforeBroadcast(value)));
    parts.removeIf(value -> value.primitive() instanceof Constant);
    return Graph.substitute(outputs, numbers(new ArrayList<>(parts), device));
  }

  /** Broadcasts cost nothing where they are used, but memory where they are stored. */
  private static Value beforeBroadcast(Value value) {
    return value.primitive() instanceof Broadcast ? beforeBroadcast(value.operand(0)) : value;
  }

  private static Map<Value, Value> numbers(List<Value> parts, Device device) {
    Map<Value, Value> images = new HashMap<>();
    if (parts.isEmpty()) {
      return images;
    }
    List<Tensor> results;
    try (Program program = device.compile(new Graph(List.of(), parts))) {
      results = program.call();
    }
    for (int i = 0; i < results.size(); i++) {
      double[] values = results.get(i).toDoubles();
      results.get(i).close();
      boolean uniform = values.length > 0 && Arrays.stream(values).allMatch(x -> x == values[0]);
      images.put(
          parts.get(i),
          Value.constant(parts.get(i).type(), uniform ? new double[] {values[0]} : values));
    }
    return images;
  }
}
