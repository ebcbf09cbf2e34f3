package org.sciml4j.core.cpu.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;

class FusionTest {
  private final Value x = Value.input("x", DType.F64, 8, 8);
  private final Value y = Value.input("y", DType.F64, 8, 8);

  private List<List<String>> groups(Map<Integer, Integer> inPlace, Value... outputs) {
    Nodes nodes = Nodes.of(Graph.of(List.of(x, y), outputs), inPlace);
    return Fusion.fused(nodes.all()).stream()
        .map(group -> group.members().stream().map(FusionTest::name).toList())
        .toList();
  }

  private static String name(Node node) {
    return node.isCopy() ? "copy" : node.value().primitive().name();
  }

  @Test
  void chainsAreOneGroup() {
    assertThat(groups(Map.of(), x.plus(y).sin().times(x)))
        .containsExactly(List.of("add", "sin", "multiply"));
  }

  @Test
  void reductionsTakeTheirProducerAlong() {
    assertThat(groups(Map.of(), x.times(y).sumKeepingAxes(1)))
        .containsExactly(List.of("multiply", "sum"));
  }

  @Test
  void oneReductionForAGroup() {
    Value product = x.times(y).tanh();
    assertThat(groups(Map.of(), product.sumKeepingAxes(1), product.sumKeepingAxes(0)))
        .containsExactly(List.of("multiply", "tanh", "sum"), List.of("sum"));
  }

  @Test
  void aValueThatAnotherKernelNeedsEarlierIsNotDelayed() {
    Value hidden = x.tanh();
    Value product = hidden.matmul(y);
    assertThat(groups(Map.of(), product.plus(hidden)))
        .containsExactly(List.of("tanh"), List.of("matmul"), List.of("add"));
  }

  @Test
  void cheapValuesAreComputedAgain() {
    Value shifted = x.plus(1);
    assertThat(groups(Map.of(), shifted.sin().matmul(y).times(shifted)))
        .containsExactly(List.of("add", "sin"), List.of("matmul"), List.of("add", "multiply"));
  }

  @Test
  void readersOfTheSameArrayRunTogether() {
    assertThat(groups(Map.of(), x.sin(), x.cos())).containsExactly(List.of("sin", "cos"));
  }

  @Test
  void partsOfAConcatenationAreWrittenTogether() {
    assertThat(groups(Map.of(), Value.concat(0, x.sin(), y, x.cos())))
        .containsExactly(List.of("sin", "cos", "copy"), List.of("concat"));
  }

  @Test
  void anUpdateInPlaceWaitsForAllReaders() {
    Value updated = x.minus(y.matmul(y));
    assertThat(groups(Map.of(0, 0), updated, x.matmul(x)))
        .containsExactly(List.of("matmul"), List.of("matmul"), List.of("subtract"));
  }
}
