package org.sciml4j.core.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class Nd4jArraysTest {
  @ParameterizedTest
  @EnumSource(DType.class)
  void should_share_a_tensors_memory_with_nd4j_both_ways(DType dtype) {
    try (Tensor tensor = Tensor.zeros(dtype, 3, 4)) {
      tensor.set(7, 1, 2);
      INDArray array = tensor.asINDArray();
      assertThat(array.shape()).containsExactly(3, 4);
      assertThat(array.getDouble(1, 2)).isEqualTo(7);
      array.putScalar(2, 3, -5);
      assertThat(tensor.get(2, 3)).isEqualTo(-5);
      array.addi(1);
      assertThat(tensor.get(0, 0)).isEqualTo(1);
      assertThat(array.sumNumber().doubleValue()).isEqualTo(14);
    }
  }

  @Test
  void should_share_an_nd4j_arrays_memory_with_a_tensor_both_ways() {
    INDArray whole = Nd4j.arange(24).castTo(DataType.DOUBLE).reshape('c', 4, 6);
    Tensor tensor = Tensor.wrap(whole);
    assertThat(tensor.dtype()).isEqualTo(DType.F64);
    assertThat(tensor.get(3, 5)).isEqualTo(23);
    tensor.set(100, 2, 1);
    assertThat(whole.getDouble(2, 1)).isEqualTo(100);
    whole.putScalar(0, 1, -1);
    assertThat(tensor.get(0, 1)).isEqualTo(-1);
  }

  @Test
  void should_honour_the_offset_of_a_row_view() {
    INDArray row = Nd4j.arange(24).castTo(DataType.FLOAT).reshape('c', 4, 6).getRow(2);
    Tensor tensor = Tensor.wrap(row);
    assertThat(tensor.toDoubles()).containsExactly(12, 13, 14, 15, 16, 17);
  }

  @Test
  void should_refuse_what_cannot_be_shared() {
    INDArray transposed = Nd4j.arange(6).castTo(DataType.DOUBLE).reshape('c', 2, 3).transpose();
    assertThatThrownBy(() -> Tensor.wrap(transposed))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("dup('c')");
    assertThatThrownBy(() -> Tensor.wrap(Nd4j.zeros(DataType.INT, 2))).hasMessageContaining("INT");
    assertThatThrownBy(() -> Tensor.wrap(new double[2], 2).asINDArray())
        .hasMessageContaining("Tensor.copy()");
  }
}
