package org.sciml4j.core.cpu.pass;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.Reshape;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;

class RearrangementTest {
  private final Value x = Value.input("x", DType.F64, 4, 3);

  private static Value simplified(Value value) {
    return Rearrangement.simplify((Operation) value.primitive(), value);
  }

  @Test
  void reshapesWhereATransposeMovesExtentsOfOneAlone() {
    Value column = Value.input("column", DType.F64, 4, 1);
    assertThat(simplified(column.transpose()).primitive()).isInstanceOf(Reshape.class);
    assertThat(simplified(x.transpose())).isNull();
  }

  @Test
  void reversesEachAxisOnce() {
    assertThat(simplified(x.reverse(0).reverse(0, 1)).primitive())
        .isEqualTo(x.reverse(1).primitive());
    assertThat(simplified(Value.input("row", DType.F64, 1, 3).reverse(0)).primitive().name())
        .isEqualTo("input");
  }

  @Test
  void keepsSlicesThatCrossTheSeamOfAConcatenation() {
    Value joined = Value.concat(0, x, x.sin());
    assertThat(simplified(joined.slice(0, 3, 5))).isNull();
    assertThat(simplified(joined.slice(0, 1, 3)).operand(0)).isSameAs(x);
  }
}
