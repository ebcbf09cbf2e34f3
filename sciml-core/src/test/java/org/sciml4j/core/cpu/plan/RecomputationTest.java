package org.sciml4j.core.cpu.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;

class RecomputationTest {
  private final Value x = Value.input("x", DType.F64, 8, 8);
  private final Value y = Value.input("y", DType.F64, 8, 8);
  private final Value row = Value.input("row", DType.F64, 8);

  private Recomputation of(Value value) {
    Graph graph = Graph.of(List.of(x, y, row), value.sum());
    return Nodes.of(graph, Map.of()).node(value).recomputation();
  }

  @Test
  void fewCheapOperationsOnOneArrayAreRepeated() {
    assertThat(of(x.plus(1).times(2).negate())).isEqualTo(new Recomputation(Set.of(x), 3));
    assertThat(of(x.plus(1).times(2).negate().abs().plus(3))).isNull();
  }

  @Test
  void aSecondArrayWouldHaveToBeReadAgain() {
    assertThat(of(x.plus(y))).isNull();
    assertThat(of(x.times(x).plus(x)).arrays()).containsExactly(x);
    assertThat(of(x.plus(row)).arrays()).containsExactly(x);
  }

  @Test
  void dearOperationsAreKept() {
    assertThat(of(x.exp())).isNull();
    assertThat(of(x.dividedBy(y))).isNull();
    Value exponential = x.exp();
    assertThat(of(exponential.plus(1)).arrays()).containsExactly(exponential);
  }
}
