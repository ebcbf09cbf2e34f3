package org.sciml4j.core.autodiff;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.Value;

/**
 * Reverse accumulation: cotangents flow from results to operands (Griewank and Walther 2008,
 * Evaluating Derivatives, section 3.2), through those values only that depend on {@code sources}.
 */
final class ReverseMode {
  private final Set<Value> active = new HashSet<>();
  private final Map<Value, Value> cotangents = new IdentityHashMap<>();
  private final List<Value> order;

  ReverseMode(List<Value> results, List<Value> sources) {
    order = Graph.order(results);
    active.addAll(sources);
    for (Value value : order) {
      if (value.operands().stream().anyMatch(active::contains)) {
        active.add(value);
      }
    }
  }

  /** Adds to the cotangent of a value; {@code null} adds nothing. */
  void add(Value value, Value cotangent) {
    if (cotangent != null && active.contains(value)) {
      cotangents.merge(value, cotangent, Value::plus);
    }
  }

  /** Sends every cotangent on to the operands, results first. */
  void run() {
    for (Value value : order.reversed()) {
      Value cotangent = cotangents.get(value);
      if (cotangent != null && value.primitive() instanceof Operation operation) {
        List<Value> shares = operation.vjp(value, cotangent);
        for (int i = 0; i < shares.size(); i++) {
          add(value.operand(i), shares.get(i));
        }
      }
    }
  }

  /** The cotangent that has reached a value; zeros if none has. */
  Value cotangent(Value value) {
    Value found = cotangents.get(value);
    return found == null ? value.filled(0) : found;
  }
}
