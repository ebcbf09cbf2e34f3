package org.sciml4j.core.cpu.plan;

import java.util.List;
import java.util.Map;
import org.sciml4j.core.cpu.pass.Passes;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.kernel.KernelProvider;

/** Plans for one thread, and what is in them. */
final class Plans {
  private Plans() {}

  static Plan of(List<Value> inputs, Value... outputs) {
    return of(Graph.of(inputs, outputs), Map.of());
  }

  static Plan of(Graph graph, Map<Integer, Integer> inPlace) {
    Target target = new Target(KernelProvider.selected(), 1, false);
    return Lowering.plan(Passes.optimised(graph), inPlace, target, new ConstantPool());
  }

  /** The kernel of each instruction in their order. */
  static List<String> kernels(Plan plan) {
    return plan.instructions().stream().map(one -> one.line().kernel()).toList();
  }

  /** What each instruction does, in their order. */
  static List<String> texts(Plan plan) {
    return plan.instructions().stream().map(one -> one.line().text()).toList();
  }
}
