package org.sciml4j.core.cpu.pass;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;

class ConstantFoldingTest {
  private static Value folded(Value value) {
    return ConstantFolding.fold((Operation) value.primitive(), value);
  }

  private static Value constant(DType dtype, double... values) {
    return Value.constant(new TensorType(dtype, values.length), values);
  }

  @Test
  void computesWithTheRoundingOfTheType() {
    Value doubles = folded(constant(DType.F64, 1, 2).plus(constant(DType.F64, 0.1, 0.2)));
    assertThat(((Constant) doubles.primitive()).values()).containsExactly(1 + 0.1, 2 + 0.2);
    Value floats = folded(constant(DType.F32, 1, 2).plus(constant(DType.F32, 0.1, 0.2)));
    assertThat(((Constant) floats.primitive()).values()).containsExactly(1 + 0.1f, 2 + 0.2f);
  }

  @Test
  void keepsWhatDependsOnAnInputOrWouldBeLarge() {
    Value x = Value.input("x", DType.F64, 2);
    assertThat(folded(x.plus(constant(DType.F64, 1, 2)))).isNull();
    double[] many = new double[65];
    many[0] = 1;
    assertThat(folded(constant(DType.F64, many).sin())).isNull();
  }

  @Test
  void givesMovedConstantsTheirNewShape() {
    Value repeated = Value.constant(new TensorType(DType.F64, 2, 1), 3);
    assertThat(folded(repeated.transpose()).primitive())
        .isEqualTo(new Constant(new TensorType(DType.F64, 1, 2), 3));
    assertThat(folded(constant(DType.F64, 1, 2).reshape(2, 1)).primitive())
        .isEqualTo(new Constant(new TensorType(DType.F64, 2, 1), 1, 2));
    assertThat(folded(constant(DType.F64, 1, 2).reverse(0))).isNull();
  }
}
