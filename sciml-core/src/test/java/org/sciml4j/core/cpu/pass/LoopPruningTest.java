package org.sciml4j.core.cpu.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;

class LoopPruningTest {
  private final Value a = Value.input("a", DType.F64);
  private final Value b = Value.input("b", DType.F64);
  private final Value slice = Value.input("slice", DType.F64);
  private final Value scale = Value.input("scale", DType.F64);
  private final Value series = Value.input("series", DType.F64, 5);
  private final Value number = Value.input("number", DType.F64);

  private Loop pruned(int result) {
    Graph body =
        Graph.of(List.of(a, b, slice, scale), a.plus(1), b.plus(a), slice.times(scale), b.times(2));
    Loop loop = new Loop(body, 5, 2, 1, false, Checkpointing.NONE);
    Value used = loop.on(List.of(number, number, series, number.filled(3))).get(result);
    Graph graph = LoopPruning.prune(Graph.of(List.of(series, number), used));
    return (Loop) graph.outputs().getFirst().operand(0).primitive();
  }

  @Test
  void keepsWhatAResultNeeds() {
    Loop first = pruned(0);
    assertThat(first.carries()).isEqualTo(1);
    assertThat(first.sequences()).isZero();
    assertThat(first.body().inputs()).containsExactly(a);
    Loop second = pruned(1);
    assertThat(second.carries()).isEqualTo(2);
    assertThat(second.body().inputs()).containsExactly(a, b);
  }

  @Test
  void writesConstantsIntoTheBody() {
    Loop third = pruned(2);
    assertThat(third.carries()).isZero();
    assertThat(third.body().inputs()).containsExactly(slice);
  }

  @Test
  void carriesWhatStackedResultsDependOn() {
    Loop last = pruned(3);
    assertThat(last.carries()).isEqualTo(2);
    assertThat(last.body().outputs()).hasSize(3);
  }
}
