package org.sciml4j.core.autodiff;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Item;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.Value;

/**
 * Reverse accumulation: cotangents flow from results to operands (Griewank and Walther 2008,
 * Evaluating Derivatives, section 3.2), through those values only that depend on {@code sources}.
 */
final class ReverseMode {
  private final List<Value> order;
  private final Set<Value> active;
  private final Map<Value, Value> cotangents = new HashMap<>();
  private final Map<Value, Value[]> loopCotangents = new HashMap<>();

  ReverseMode(List<Value> results, Collection<Value> sources) {
    order = Graph.order(results);
    active = Dependence.on(sources, order);
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
      switch (value.primitive()) {
        case Operation operation when cotangent != null ->
            share(value, operation.vjp(value, cotangent));
        case Item item when cotangent != null -> addToLoop(value.operand(0), item, cotangent);
        case Loop _ when loopCotangents.containsKey(value) -> {
          List<Boolean> wanted = value.operands().stream().map(active::contains).toList();
          share(value, LoopAdjoint.of(value, Arrays.asList(loopCotangents.get(value)), wanted));
        }
        default -> {}
      }
    }
  }

  private void addToLoop(Value loop, Item item, Value cotangent) {
    Value[] all = loopCotangents.computeIfAbsent(loop, _ -> new Value[loop.types().size()]);
    Value before = all[item.index()];
    all[item.index()] = before == null ? cotangent : before.plus(cotangent);
  }

  private void share(Value value, List<Value> shares) {
    for (int i = 0; i < shares.size(); i++) {
      add(value.operand(i), shares.get(i));
    }
  }

  /** The cotangent that has reached a value; {@code null} if none has. */
  Value cotangent(Value value) {
    return cotangents.get(value);
  }
}
