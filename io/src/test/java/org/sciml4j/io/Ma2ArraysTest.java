package org.sciml4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import ucar.ma2.Array;
import ucar.ma2.InvalidRangeException;

class Ma2ArraysTest {
  private final Array array = Array.factory(new double[][] {{1, 2, 3}, {4, 5, 6}});

  @Test
  void wraps_without_copying() {
    Tensor tensor = Ma2Arrays.wrap(array);
    assertThat(tensor.shape()).containsExactly(2, 3);
    tensor.set(9, 1, 0);
    assertThat(array.getDouble(3)).isEqualTo(9);
  }

  @Test
  void wraps_the_whole_array_only() throws InvalidRangeException {
    Array column = array.section(new int[] {0, 1}, new int[] {2, 1});
    assertThatThrownBy(() -> Ma2Arrays.wrap(column)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Ma2Arrays.wrap(array.transpose(0, 1)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Ma2Arrays.wrap(Array.factory(new int[] {1})))
        .isInstanceOf(InvalidInputException.class);
    assertThat(Ma2Arrays.copy(column).toDoubles()).containsExactly(2, 5);
    assertThat(Ma2Arrays.copy(array.transpose(0, 1)).toDoubles()).containsExactly(1, 4, 2, 5, 3, 6);
  }

  @Test
  void copies_integers_and_refuses_text() {
    Tensor tensor = Ma2Arrays.copy(Array.factory(new short[] {1, -2}));
    assertThat(tensor.dtype()).isEqualTo(DType.F32);
    assertThat(tensor.toDoubles()).containsExactly(1, -2);
    assertThatThrownBy(() -> Ma2Arrays.copy(Array.factory(new char[] {'a'})))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void gives_arrays_that_share_java_memory_and_copy_native_memory() {
    double[] values = {1, 2, 3, 4};
    Array shared = Ma2Arrays.of(Tensor.wrap(values, 2, 2));
    values[3] = 7;
    assertThat(shared.getShape()).containsExactly(2, 2);
    assertThat(shared.getDouble(3)).isEqualTo(7);
    try (Tensor tensor = Tensor.of(new float[] {1, 2}, 2)) {
      Array copy = Ma2Arrays.of(tensor);
      tensor.set(5, 0);
      assertThat(copy.getElementType()).isEqualTo(float.class);
      assertThat(copy.getFloat(0)).isEqualTo(1);
    }
  }
}
