package org.sciml4j.core.cpu.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.Sum;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;

class ReductionsTest {
  private final Value x = Value.input("x", DType.F64, 4, 3);

  private static Value simplified(Value value) {
    return Reductions.simplify((Operation) value.primitive(), value);
  }

  @Test
  void addsOverAllAxesAtOnce() {
    Value twice = Value.of(new Sum(List.of(0)), x);
    Value total = simplified(Value.of(new Sum(List.of(1)), twice));
    assertThat(total.operand(0)).isSameAs(x);
    assertThat(total.primitive()).isEqualTo(new Sum(List.of(0, 1)));
  }

  @Test
  void multipliesEqualTermsByTheirNumber() {
    Value constant = Value.constant(x.type(), 2);
    assertThat(simplified(Value.of(new Sum(List.of(0)), constant)).primitive())
        .isEqualTo(new Constant(new TensorType(DType.F64, 1, 3), 8));
    Value row = Value.input("row", DType.F64, 3);
    Value sum = simplified(Value.of(new Sum(List.of(0)), row.broadcastTo(4, 3)));
    assertThat(sum.primitive().name()).isNotEqualTo("sum");
  }

  @Test
  void theSumOfNothingIsZeroWhateverTheTermsWouldBe() {
    Value nothing = Value.constant(new TensorType(DType.F64, 0, 3), Double.POSITIVE_INFINITY);
    assertThat(simplified(Value.of(new Sum(List.of(0)), nothing)).primitive())
        .isEqualTo(new Constant(new TensorType(DType.F64, 1, 3), 0));
  }

  @Test
  void keepsSumsOfDifferentTerms() {
    assertThat(simplified(Value.of(new Sum(List.of(0)), x))).isNull();
  }
}
