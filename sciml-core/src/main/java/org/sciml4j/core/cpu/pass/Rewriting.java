package org.sciml4j.core.cpu.pass;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Value;

/** Rebuilds graphs value by value, operands first, and the bodies of their loops. */
final class Rewriting {
  private final Supplier<UnaryOperator<Value>> rules;
  private final Map<Graph, Graph> bodies = new IdentityHashMap<>();

  private Rewriting(Supplier<UnaryOperator<Value>> rules) {
    this.rules = rules;
  }

  /**
   * Applies a rule to every value of a graph, whose operands the rule has been applied to.
   *
   * @param rules gives the rule for the graph, and one more for each body of a loop
   */
  static Graph of(Graph graph, Supplier<UnaryOperator<Value>> rules) {
    return new Rewriting(rules).rewrite(graph);
  }

  private Graph rewrite(Graph graph) {
    UnaryOperator<Value> rule = rules.get();
    Map<Value, Value> image = new IdentityHashMap<>();
    graph.inputs().forEach(input -> image.put(input, input));
    for (Value value : graph.values()) {
      if (!image.containsKey(value)) {
        List<Value> operands = value.operands().stream().map(image::get).toList();
        image.put(value, rule.apply(rebuilt(value, operands)));
      }
    }
    return new Graph(graph.inputs(), graph.outputs().stream().map(image::get).toList());
  }

  private Value rebuilt(Value value, List<Value> operands) {
    if (value.primitive() instanceof Loop loop) {
      Graph body = bodies.computeIfAbsent(loop.body(), this::rewrite);
      return withBody(loop, body).on(operands).getFirst().operand(0);
    }
    return value.withOperands(operands);
  }

  /** The same loop with another body. */
  static Loop withBody(Loop loop, Graph body) {
    return new Loop(
        body, loop.steps(), loop.carries(), loop.sequences(), loop.reverse(), loop.checkpointing());
  }
}
