package org.sciml4j.core.cpu.pass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Item;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Value;

/**
 * Dead code of loops: results that nothing uses, the carried values and operands that only those
 * need, and operands that are one number everywhere, which move into the body. Elsewhere dead code
 * needs no pass, since a graph holds only what its outputs depend on.
 */
public final class LoopPruning {
  private final Map<Value, Set<Integer>> used = new IdentityHashMap<>();
  private final Map<Value, Map<Integer, Value>> results = new IdentityHashMap<>();

  private LoopPruning() {}

  /** The graph with its loops, and the loops in their bodies, reduced to what is used. */
  public static Graph prune(Graph graph) {
    return new LoopPruning().rewrite(graph);
  }

  private Graph rewrite(Graph graph) {
    for (Value value : graph.values()) {
      if (value.primitive() instanceof Item item) {
        used.computeIfAbsent(value.operand(0), _ -> new TreeSet<>()).add(item.index());
      }
    }
    Map<Value, Value> image = new IdentityHashMap<>();
    graph.inputs().forEach(input -> image.put(input, input));
    for (Value value : graph.values()) {
      if (image.containsKey(value)) {
        continue;
      }
      List<Value> operands = value.operands().stream().map(image::get).toList();
      switch (value.primitive()) {
        case Loop loop -> {
          results.put(value, pruned(loop, value, operands));
          image.put(value, value);
        }
        case Item item -> image.put(value, results.get(value.operand(0)).get(item.index()));
        default -> image.put(value, value.withOperands(operands));
      }
    }
    return new Graph(graph.inputs(), graph.outputs().stream().map(image::get).toList());
  }

  /** The used results of a loop by their old index. */
  private Map<Integer, Value> pruned(Loop loop, Value value, List<Value> operands) {
    Graph body = prune(inlined(loop, operands));
    Set<Integer> needed = needed(loop, body, used.getOrDefault(value, Set.of()));
    Set<Value> read = Set.copyOf(Graph.order(outputs(body, needed)));
    List<Value> inputs = new ArrayList<>();
    List<Value> arguments = new ArrayList<>();
    int sequences = 0;
    for (int i = 0; i < operands.size(); i++) {
      Value input = body.inputs().get(i);
      if (i < loop.carries() ? needed.contains(i) : read.contains(input)) {
        inputs.add(input);
        arguments.add(operands.get(i));
        sequences += loop.isSequence(i) ? 1 : 0;
      }
    }
    int carries = (int) needed.stream().filter(i -> i < loop.carries()).count();
    Loop pruned =
        new Loop(
            new Graph(inputs, outputs(body, needed)),
            loop.steps(),
            carries,
            sequences,
            loop.reverse(),
            loop.checkpointing());
    List<Value> found = pruned.on(arguments);
    Map<Integer, Value> byIndex = new HashMap<>();
    int next = 0;
    for (int index : needed) {
      byIndex.put(index, found.get(next++));
    }
    return byIndex;
  }

  /** The body with constants that are one number everywhere written into it. */
  private static Graph inlined(Loop loop, List<Value> operands) {
    List<Value> inputs = loop.body().inputs();
    List<Value> arguments = new ArrayList<>(inputs);
    for (int i = loop.carries(); i < operands.size(); i++) {
      if (operands.get(i).primitive() instanceof Constant constant && constant.isUniform()) {
        arguments.set(i, Value.constant(inputs.get(i).type(), constant.value(0)));
      }
    }
    return arguments.equals(inputs) ? loop.body() : new Graph(inputs, loop.body().on(arguments));
  }

  private static List<Value> outputs(Graph body, Set<Integer> indices) {
    return indices.stream().map(body.outputs()::get).toList();
  }

  /** Used results and the carried values that they depend on. */
  private static Set<Integer> needed(Loop loop, Graph body, Set<Integer> used) {
    Set<Integer> needed = new TreeSet<>(used);
    int before = -1;
    while (needed.size() > before) {
      before = needed.size();
      Set<Value> read = Set.copyOf(Graph.order(outputs(body, needed)));
      for (int i = 0; i < loop.carries(); i++) {
        if (read.contains(body.inputs().get(i))) {
          needed.add(i);
        }
      }
    }
    return needed;
  }
}
