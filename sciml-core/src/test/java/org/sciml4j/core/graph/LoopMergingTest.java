package org.sciml4j.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.device.ReferenceDevice;
import org.sciml4j.core.tensor.DType;

class LoopMergingTest {
  private final Value x = Value.input("x", DType.F64, 3);
  private final Value w = Value.input("w", DType.F64, 3);
  private final Value carry = Value.input("carry", DType.F64, 3);
  private final Value weight = Value.input("weight", DType.F64, 3);

  private static List<Loop> loops(Graph graph) {
    return graph.values().stream()
        .filter(value -> value.primitive() instanceof Loop)
        .map(value -> (Loop) value.primitive())
        .toList();
  }

  private static void assertSameResults(Graph graph, Graph merged) {
    double[][] in = {{0.3, -0.2, 0.5}, {0.9, 1.1, -0.4}};
    List<double[]> expected = ReferenceDevice.evaluate(graph, in);
    List<double[]> actual = ReferenceDevice.evaluate(merged, in);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i)).containsExactly(expected.get(i), within(0.0));
    }
  }

  private List<Value> repeat(Value next, Value... results) {
    Value[] outputs = new Value[results.length + 1];
    outputs[0] = next;
    System.arraycopy(results, 0, outputs, 1, results.length);
    Graph body = Graph.of(List.of(carry, weight), outputs);
    return new Loop(body, 4, 1, 0, false, Checkpointing.NONE).on(List.of(x, w));
  }

  @Test
  void aLossAndItsGradientShareTheForwardLoop() {
    List<Value> all = repeat(carry.times(weight).sin(), carry.exp());
    Value loss = all.get(0).sum().plus(all.get(1).sum());
    Graph graph = Graph.of(List.of(x, w), loss, Autodiff.grad(loss, x), Autodiff.grad(loss, w));
    Graph merged = LoopMerging.of(graph);
    assertThat(loops(graph)).hasSize(5);
    assertThat(loops(merged)).hasSize(3);
    assertThat(merged.inputs()).isEqualTo(graph.inputs());
    assertSameResults(graph, merged);
  }

  @Test
  void resultsThatNobodyUsesAreLeftOut() {
    Value used = repeat(carry.times(weight), carry.exp(), carry.sin()).get(2);
    Graph merged = LoopMerging.of(Graph.of(List.of(x, w), used));
    assertThat(loops(merged).getFirst().body().outputs()).hasSize(2);
    assertSameResults(Graph.of(List.of(x, w), used), merged);
  }

  @Test
  void loopsInLoopsMergeToo() {
    Value next = carry.times(weight).sin();
    Loop inner =
        new Loop(Graph.of(List.of(carry, weight), next, next), 3, 1, 0, false, Checkpointing.NONE);
    Value outerCarry = Value.input("outer carry", DType.F64, 3);
    Value outerWeight = Value.input("outer weight", DType.F64, 3);
    Value last = inner.on(List.of(outerCarry, outerWeight)).getFirst();
    Graph body = Graph.of(List.of(outerCarry, outerWeight), last.tanh());
    Value loss =
        new Loop(body, 2, 1, 0, false, Checkpointing.NONE).on(List.of(x, w)).getFirst().sum();
    Graph graph = Graph.of(List.of(x, w), loss, Autodiff.grad(loss, w));
    Graph merged = LoopMerging.of(graph);
    assertThat(loops(merged)).hasSize(2);
    assertThat(loops(loops(merged).getFirst().body())).hasSize(1);
    assertSameResults(graph, merged);
  }

  @Test
  void loopsFromDifferentValuesStayApart() {
    Graph body = Graph.of(List.of(carry, weight), carry.times(weight));
    Loop loop = new Loop(body, 4, 1, 0, false, Checkpointing.NONE);
    Value a = loop.on(List.of(x, w)).getFirst();
    Value b = loop.on(List.of(w, x)).getFirst();
    assertThat(loops(LoopMerging.of(Graph.of(List.of(x, w), a, b)))).hasSize(2);
  }
}
