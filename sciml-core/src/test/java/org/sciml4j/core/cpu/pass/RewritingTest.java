package org.sciml4j.core.cpu.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.Cos;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Sin;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;

class RewritingTest {
  private final Value x = Value.input("x", DType.F64, 3);
  private final Value h = Value.input("h", DType.F64, 3);

  private static Value sineToCosine(Value value) {
    return value.primitive() instanceof Sin ? value.operand(0).cos() : value;
  }

  private static List<String> names(Graph graph) {
    return graph.values().stream().map(value -> value.primitive().name()).toList();
  }

  @Test
  void operandsAreRewrittenBeforeWhatReadsThem() {
    List<String> seen = new ArrayList<>();
    Graph graph = Graph.of(List.of(x), x.sin().exp().plus(x));
    UnaryOperator<Value> rule =
        value -> {
          value.operands().forEach(operand -> seen.add(operand.primitive().name()));
          return sineToCosine(value);
        };
    Graph rewritten = Rewriting.of(graph, () -> rule);
    assertThat(names(rewritten)).containsExactly("input", "cos", "exp", "add");
    assertThat(seen).containsExactly("input", "cos", "exp", "input");
    assertThat(rewritten.inputs()).containsExactly(x);
  }

  @Test
  void sharedValuesStayShared() {
    Value sine = x.sin();
    Graph rewritten =
        Rewriting.of(Graph.of(List.of(x), sine, sine.exp()), () -> RewritingTest::sineToCosine);
    assertThat(rewritten.outputs().get(1).operand(0)).isSameAs(rewritten.outputs().get(0));
  }

  @Test
  void oneBodyIsRewrittenOnceForAllItsLoopsAndKeepsItsLoop() {
    Graph body = Graph.of(List.of(h), h.sin());
    Loop three = new Loop(body, 3, 1, 0, true, Checkpointing.NONE);
    Loop five = new Loop(body, 5, 1, 0, false, Checkpointing.NONE);
    Graph graph =
        Graph.of(List.of(x), three.on(List.of(x)).getFirst(), five.on(List.of(x.sin())).getFirst());
    List<Object> rules = new ArrayList<>();
    Graph rewritten =
        Rewriting.of(
            graph,
            () -> {
              rules.add("one more");
              return RewritingTest::sineToCosine;
            });
    Loop first = (Loop) rewritten.outputs().get(0).operand(0).primitive();
    Loop second = (Loop) rewritten.outputs().get(1).operand(0).primitive();
    assertThat(first.body().outputs().getFirst().primitive()).isEqualTo(new Cos());
    assertThat(second.body()).isSameAs(first.body());
    assertThat(first.steps()).isEqualTo(3);
    assertThat(first.reverse()).isTrue();
    assertThat(second.steps()).isEqualTo(5);
    assertThat(rules).hasSize(2);
  }

  @Test
  void anUnchangedGraphIsTheSameValues() {
    Graph graph = Graph.of(List.of(x), x.exp().plus(x));
    Graph rewritten = Rewriting.of(graph, UnaryOperator::identity);
    assertThat(rewritten.values()).containsExactlyElementsOf(graph.values());
  }
}
