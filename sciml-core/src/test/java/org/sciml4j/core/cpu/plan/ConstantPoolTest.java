package org.sciml4j.core.cpu.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Coordinate;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class ConstantPoolTest {
  private final ConstantPool pool = new ConstantPool();

  private static Constant constant(DType dtype, List<Long> shape, double... values) {
    long[] extents = shape.stream().mapToLong(Long::longValue).toArray();
    return new Constant(new TensorType(dtype, extents), values);
  }

  @Test
  void equalNumbersAreKeptOnceWhateverTheirShape() {
    long first = pool.position(constant(DType.F64, List.of(2L, 2L), 0, 1, 2, 3));
    assertThat(pool.position(constant(DType.F64, List.of(4L), 0, 1, 2, 3))).isEqualTo(first);
    assertThat(pool.position(new Coordinate(new TensorType(DType.F64, 4, 9), 0))).isEqualTo(first);
    assertThat(pool.bytes()).isEqualTo(64);
  }

  @Test
  void aNumberThatFillsAnArrayTakesOneElement() {
    long filled = pool.position(constant(DType.F64, List.of(1000L, 1000L), 7));
    assertThat(pool.position(constant(DType.F64, List.of(), 7))).isEqualTo(filled);
    assertThat(pool.bytes()).isEqualTo(64);
  }

  @Test
  void precisionAndSignOfZeroTellNumbersApart() {
    List<Long> one = List.of(1L);
    assertThat(
            List.of(
                pool.position(constant(DType.F64, one, 0.0)),
                pool.position(constant(DType.F64, one, -0.0)),
                pool.position(constant(DType.F32, one, 0.0))))
        .containsExactly(0L, 64L, 128L);
  }

  @Test
  void numbersAreWrittenWhereTheirPositionsAre() {
    long doubles = pool.position(constant(DType.F64, List.of(9L), 1, 2, 3, 4, 5, 6, 7, 8, 0.1));
    long floats = pool.position(constant(DType.F32, List.of(2L), 0.5, 0.25));
    try (Tensor memory = Tensor.zeros(DType.F64, pool.bytes() / 8)) {
      pool.writeTo(memory.segment().address());
      assertThat(memory.getFlat(doubles / 8 + 8)).isEqualTo(0.1);
      long both = Double.doubleToRawLongBits(memory.getFlat(floats / 8));
      assertThat(Float.intBitsToFloat((int) both)).isEqualTo(0.5f);
      assertThat(Float.intBitsToFloat((int) (both >>> 32))).isEqualTo(0.25f);
    }
  }
}
