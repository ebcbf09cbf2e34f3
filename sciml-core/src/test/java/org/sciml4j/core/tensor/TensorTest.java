package org.sciml4j.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;

class TensorTest {
  @Test
  void should_be_row_major_aligned_and_zero() {
    try (Tensor tensor = Tensor.zeros(DType.F32, 2, 3)) {
      assertThat(tensor.toDoubles()).containsOnly(0);
      assertThat(tensor.segment().address() % Tensor.ALIGNMENT).isZero();
      tensor.set(5, 1, 2);
      assertThat(tensor.getFlat(5)).isEqualTo(5);
      assertThat(tensor.at(1).get(2)).isEqualTo(5);
      assertThat(tensor.reshape(6).get(5)).isEqualTo(5);
      assertThat(tensor).hasToString("F32[2, 3]");
    }
  }

  @Test
  void should_free_what_it_owns_and_only_that() {
    Tensor owner = Tensor.zeros(DType.F64, 4);
    Tensor view = owner.reshape(2, 2);
    view.close();
    assertThat(owner.get(0)).isZero();
    owner.close();
    owner.close();
    assertThatThrownBy(() -> view.get(0, 0)).isInstanceOf(InvalidInputException.class);
    try (Arena arena = Arena.ofConfined()) {
      Tensor borrowed = Tensor.zeros(arena, DType.F64, 4);
      borrowed.close();
      assertThat(borrowed.get(3)).isZero();
    }
  }

  @Test
  void should_share_arrays_buffers_and_segments() {
    double[] doubles = {1, 2, 3, 4};
    Tensor onArray = Tensor.wrap(doubles, 2, 2);
    onArray.set(9, 1, 0);
    assertThat(doubles[2]).isEqualTo(9);
    assertThat(onArray.isNative()).isFalse();
    assertThat(onArray.heapArray()).isSameAs(doubles);

    FloatBuffer direct =
        ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder()).asFloatBuffer();
    Tensor onBuffer = Tensor.wrap(direct, 4);
    onBuffer.set(2.5, 3);
    assertThat(direct.get(3)).isEqualTo(2.5f);
    assertThat(onBuffer.isNative()).isTrue();

    DoubleBuffer part = DoubleBuffer.wrap(doubles).position(1).slice();
    assertThat(Tensor.wrap(part, 3).get(0)).isEqualTo(2);

    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = arena.allocate(16);
      Tensor.wrap(segment, DType.F64, 2).set(1.5, 1);
      assertThat(segment.get(java.lang.foreign.ValueLayout.JAVA_DOUBLE, 8)).isEqualTo(1.5);
    }
  }

  @Test
  void should_be_zero_aligned_and_freed_where_it_is_large() {
    for (int round = 0; round < 50; round++) {
      Tensor large = Tensor.zeros(DType.F64, 3, HugePages.WORTHWHILE / 16 + 5);
      assertThat(large.segment().address() % Tensor.ALIGNMENT).isZero();
      assertThat(large.getFlat(0)).isZero();
      assertThat(large.getFlat(large.count() - 1)).isZero();
      large.setFlat(large.count() - 1, 7);
      assertThat(large.at(2).get(large.size(1) - 1)).isEqualTo(7);
      large.close();
      assertThatThrownBy(() -> large.getFlat(0)).isInstanceOf(InvalidInputException.class);
    }
    try (Arena arena = Arena.ofConfined()) {
      assertThat(Tensor.zeros(arena, DType.F32, HugePages.WORTHWHILE).getFlat(1)).isZero();
    }
  }

  @Test
  void should_copy_and_convert() {
    try (Tensor tensor = Tensor.of(new double[] {1.1, 2.2}, 2);
        Tensor single = tensor.to(DType.F32);
        Tensor copy = tensor.copy()) {
      tensor.set(0, 0);
      assertThat(copy.get(0)).isEqualTo(1.1);
      assertThat(single.get(1)).isEqualTo((double) 2.2f);
      assertThat(single.toFloats()).containsExactly(1.1f, 2.2f);
      assertThat(Tensor.of(new float[] {3}, 1).fill(4).get(0)).isEqualTo(4);
    }
  }

  @Test
  void should_name_what_does_not_fit() {
    assertThatThrownBy(() -> Tensor.of(new double[3], 2, 2))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("[2, 2]")
        .hasMessageContaining("3 elements");
    assertThatThrownBy(() -> Tensor.zeros(DType.F64, 2, -1)).hasMessageContaining("-1");
    try (Tensor tensor = Tensor.zeros(DType.F64, 2, 2)) {
      assertThatThrownBy(() -> tensor.get(0)).hasMessageContaining("2 numbers");
      assertThatThrownBy(() -> tensor.get(0, 2)).hasMessageContaining("[0, 2]");
      assertThatThrownBy(() -> tensor.at(2)).hasMessageContaining("0 to 1");
      assertThatThrownBy(() -> tensor.copyFrom(Tensor.wrap(new double[2], 2)))
          .hasMessageContaining("[2]");
      assertThatThrownBy(() -> Tensor.wrap(MemorySegment.ofArray(new byte[7]), DType.F64, 1))
          .hasMessageContaining("7 bytes");
      assertThatThrownBy(
              () -> Tensor.wrap(ByteBuffer.allocate(8).order(otherOrder()).asDoubleBuffer(), 1))
          .hasMessageContaining("order");
    }
  }

  private static ByteOrder otherOrder() {
    return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
        ? ByteOrder.LITTLE_ENDIAN
        : ByteOrder.BIG_ENDIAN;
  }

  @Test
  void should_say_that_it_is_closed() {
    Tensor tensor = Tensor.zeros(DType.F64, 2, 3);
    Tensor view = tensor.at(1);
    tensor.close();
    for (Runnable use :
        List.<Runnable>of(
            () -> tensor.get(1, 2),
            () -> tensor.set(4, 1, 2),
            () -> tensor.getFlat(0),
            () -> tensor.fill(1),
            tensor::toDoubles,
            tensor::toFloats,
            tensor::asINDArray)) {
      assertThatThrownBy(use::run)
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "tensor is closed tensor F64[2, 3], expected an open one; close it after its last"
                  + " use");
    }
    assertThatThrownBy(() -> view.get(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("closed tensor F64[3]");
  }
}
