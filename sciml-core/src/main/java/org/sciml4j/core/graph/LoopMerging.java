package org.sciml4j.core.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Loops that repeat the same steps from the same values become one loop, which returns what any of
 * them returns and someone uses. A loop and the one that its reverse derivative runs for more of
 * the same steps' results are such loops: every device should merge them.
 */
public final class LoopMerging {
  private final Map<Steps, Set<Value>> results = new HashMap<>();
  private final Map<Steps, Value> merged = new HashMap<>();
  private final Map<Value, Value> images = new HashMap<>();

  private LoopMerging() {}

  /** What makes loops repeat the same steps from the same values. */
  private record Steps(
      List<Value> operands,
      List<Value> inputs,
      List<Value> carried,
      long count,
      int sequences,
      boolean reverse,
      Checkpointing checkpointing) {
    static Steps of(Value node) {
      Loop loop = (Loop) node.primitive();
      return new Steps(
          node.operands(),
          loop.body().inputs(),
          loop.body().outputs().subList(0, loop.carries()),
          loop.steps(),
          loop.sequences(),
          loop.reverse(),
          loop.checkpointing());
    }
  }

  /** A graph of the same inputs and results, its loops merged. */
  public static Graph of(Graph graph) {
    return new Graph(graph.inputs(), new LoopMerging().merged(graph.outputs()));
  }

  private List<Value> merged(List<Value> ends) {
    List<Value> order = Graph.order(ends);
    for (Value value : order) {
      if (value.primitive() instanceof Item) {
        Value node = value.operand(0);
        Set<Value> used = results.computeIfAbsent(Steps.of(node), _ -> new LinkedHashSet<>());
        if (isPerStep(value)) {
          used.add(output(value));
        }
      }
    }
    for (Value value : order) {
      switch (value.primitive()) {
        case Loop _ -> {}
        case Item item -> {
          Steps steps = Steps.of(value.operand(0));
          Value node = merged.computeIfAbsent(steps, this::loop);
          int index =
              isPerStep(value)
                  ? steps.carried().size() + List.copyOf(results.get(steps)).indexOf(output(value))
                  : item.index();
          images.put(value, Value.item(node, index).labelled(value.label()));
        }
        case Operation _ -> images.put(value, value.withOperands(images(value.operands())));
      }
    }
    return images(ends);
  }

  private Value loop(Steps steps) {
    List<Value> outputs = new ArrayList<>(steps.carried());
    outputs.addAll(results.get(steps));
    Graph body = of(new Graph(steps.inputs(), outputs));
    return Value.ofLoop(
        new Loop(
            body,
            steps.count(),
            steps.carried().size(),
            steps.sequences(),
            steps.reverse(),
            steps.checkpointing()),
        images(steps.operands()));
  }

  private List<Value> images(List<Value> values) {
    return values.stream().map(images::get).toList();
  }

  private static boolean isPerStep(Value item) {
    Loop loop = (Loop) item.operand(0).primitive();
    return ((Item) item.primitive()).index() >= loop.carries();
  }

  private static Value output(Value item) {
    Loop loop = (Loop) item.operand(0).primitive();
    return loop.body().outputs().get(((Item) item.primitive()).index());
  }
}
