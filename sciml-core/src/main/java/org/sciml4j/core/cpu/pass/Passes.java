package org.sciml4j.core.cpu.pass;

import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.LoopMerging;

/** All passes over a graph in their order. */
public final class Passes {
  private Passes() {}

  /** An equal graph with the same inputs that costs less. */
  public static Graph optimised(Graph graph) {
    Graph shared = LoopMerging.of(graph);
    Graph merged = CommonSubexpressions.merge(LoopPruning.prune(shared));
    return CommonSubexpressions.merge(Simplification.simplify(merged));
  }
}
