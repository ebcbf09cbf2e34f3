package org.sciml4j.core.cpu.pass;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Primitive;
import org.sciml4j.core.graph.Value;

/**
 * Computes once what several values compute: the same primitive on the same operands. Random draws
 * are the same only if key and stream are.
 */
public final class CommonSubexpressions {
  private record Expression(Primitive primitive, List<Value> operands) {}

  private CommonSubexpressions() {}

  /** The graph with equal values merged, within each body of a loop too. */
  public static Graph merge(Graph graph) {
    return Rewriting.of(
        graph,
        () -> {
          Map<Expression, Value> known = new HashMap<>();
          return value ->
              known.computeIfAbsent(
                  new Expression(value.primitive(), value.operands()), _ -> value);
        });
  }
}
