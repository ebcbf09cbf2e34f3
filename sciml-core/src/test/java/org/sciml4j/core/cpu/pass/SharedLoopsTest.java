package org.sciml4j.core.cpu.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;

class SharedLoopsTest {
  @Test
  void aLossAndItsGradientRunTheForwardStepsOnce() {
    Value h = Value.input("h", DType.F64, 5, 3);
    Value w = Value.input("w", DType.F64, 3, 3);
    Value next = h.matmul(w).tanh();
    Loop loop = new Loop(Graph.of(List.of(h, w), next, next), 6, 1, 0, false, Checkpointing.NONE);
    Value start = Value.input("start", DType.F64, 5, 3);
    Value weight = Value.input("weight", DType.F64, 3, 3);
    Value loss = loop.on(List.of(start, weight)).get(1).square().mean();
    List<Value> inputs = List.of(start, weight);
    List<Value> gradients = Autodiff.grad(loss, inputs);
    Graph graph = Graph.of(inputs, loss, gradients.get(0), gradients.get(1));
    assertThat(
            Passes.optimised(graph).values().stream()
                .filter(value -> value.primitive() instanceof Loop))
        .hasSize(2);
  }
}
