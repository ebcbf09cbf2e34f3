package org.sciml4j.core.cpu.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.RandomKeys;
import org.sciml4j.core.graph.RandomUniform;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;

class CommonSubexpressionsTest {
  private final TensorType type = new TensorType(DType.F64, 3);
  private final Value x = Value.input("x", type);
  private final Value key = RandomKeys.input("key");

  private List<Value> merged(Value... outputs) {
    return CommonSubexpressions.merge(Graph.of(List.of(x, key), outputs)).outputs();
  }

  @Test
  void mergesEqualValues() {
    List<Value> outputs = merged(x.sin().times(2), x.sin().times(2), x.sin().times(3));
    assertThat(outputs.get(0)).isSameAs(outputs.get(1));
    assertThat(outputs.get(2).operand(0)).isSameAs(outputs.get(0).operand(0));
    assertThat(outputs.get(2)).isNotSameAs(outputs.get(0));
  }

  @Test
  void mergesDrawsOnlyOfOneStreamAndKey() {
    List<Value> outputs =
        merged(
            Value.of(new RandomUniform(type, 1), key),
            Value.of(new RandomUniform(type, 1), key),
            Value.of(new RandomUniform(type, 2), key),
            Value.of(new RandomUniform(type, 1), key.plus(1)));
    assertThat(outputs.get(0)).isSameAs(outputs.get(1));
    assertThat(outputs.get(2)).isNotSameAs(outputs.get(0));
    assertThat(outputs.get(3)).isNotSameAs(outputs.get(0));
  }
}
