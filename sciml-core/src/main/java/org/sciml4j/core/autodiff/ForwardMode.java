package org.sciml4j.core.autodiff;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.Value;

/**
 * Forward accumulation: tangents flow from operands to results (Griewank and Walther 2008,
 * Evaluating Derivatives, section 3.1).
 */
final class ForwardMode {
  private final Map<Value, Value> tangents = new IdentityHashMap<>();

  /** Sets the tangent of a value, which then does not depend on its operands' tangents. */
  void set(Value value, Value tangent) {
    tangents.put(value, tangent);
  }

  /** Sends tangents on to these results. */
  void run(List<Value> results) {
    for (Value value : Graph.order(results)) {
      boolean moves = value.operands().stream().anyMatch(one -> tangents.get(one) != null);
      if (moves
          && !tangents.containsKey(value)
          && value.primitive() instanceof Operation operation) {
        List<Value> incoming =
            value.operands().stream().map(tangents::get).collect(Collectors.toList());
        Value tangent = operation.jvp(value, incoming);
        if (tangent != null) {
          tangents.put(value, tangent);
        }
      }
    }
  }

  /** The tangent that has reached a value; zeros if none has. */
  Value tangent(Value value) {
    Value found = tangents.get(value);
    return found == null ? value.filled(0) : found;
  }
}
