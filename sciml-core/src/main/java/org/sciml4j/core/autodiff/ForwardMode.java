package org.sciml4j.core.autodiff;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Item;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.Value;

/**
 * Forward accumulation: tangents flow from operands to results (Griewank and Walther 2008,
 * Evaluating Derivatives, section 3.1).
 */
final class ForwardMode {
  private final Map<Value, Value> tangents = new HashMap<>();
  private final Map<Value, List<Value>> loopTangents = new HashMap<>();

  /** Sets the tangent of a value, which then does not depend on its operands' tangents. */
  void set(Value value, Value tangent) {
    tangents.merge(value, tangent, Value::plus);
  }

  /** Sends tangents on to these results. */
  void run(List<Value> results) {
    for (Value value : Graph.order(results)) {
      if (!tangents.containsKey(value)) {
        switch (value.primitive()) {
          case Operation operation when moves(value) ->
              put(value, operation.jvp(value, incoming(value)));
          case Loop _ when moves(value) ->
              loopTangents.put(value, LoopTangent.of(value, incoming(value)));
          case Item item when loopTangents.containsKey(value.operand(0)) ->
              put(value, loopTangents.get(value.operand(0)).get(item.index()));
          default -> {}
        }
      }
    }
  }

  private boolean moves(Value value) {
    return value.operands().stream().anyMatch(tangents::containsKey);
  }

  private List<Value> incoming(Value value) {
    return value.operands().stream().map(tangents::get).collect(Collectors.toList());
  }

  private void put(Value value, Value tangent) {
    if (tangent != null) {
      tangents.put(value, tangent);
    }
  }

  /** The tangent that has reached a value; {@code null} if none has. */
  Value tangent(Value value) {
    return tangents.get(value);
  }
}
