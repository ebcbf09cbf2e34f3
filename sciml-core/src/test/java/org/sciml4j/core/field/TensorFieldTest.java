package org.sciml4j.core.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class TensorFieldTest {
  private static Tensor counting(DType dtype, long... shape) {
    Tensor tensor = Tensor.zeros(dtype, shape);
    for (long i = 0; i < tensor.count(); i++) {
      tensor.setFlat(i, i);
    }
    return tensor;
  }

  @Test
  void readsAnyBoxInRowMajorOrder() {
    try (Tensor values = counting(DType.F64, 3, 4, 5);
        Tensor box = Tensor.zeros(DType.F64, 2, 2, 3)) {
      TensorField field = TensorField.inTime("u", values, 0.1, 1, 1);
      field.read(new Region(new long[] {1, 1, 2}, new long[] {2, 2, 3}), box);
      assertThat(box.toDoubles()).containsExactly(27, 28, 29, 32, 33, 34, 47, 48, 49, 52, 53, 54);
    }
  }

  @Test
  void readsWholeTrailingAxesAndConvertsTheType() {
    try (Tensor values = counting(DType.F32, 3, 2, 2);
        Tensor box = Tensor.zeros(DType.F64, 2, 2, 2)) {
      TensorField.inSpace("u", values, 1, 1, 1)
          .read(new Region(new long[] {1, 0, 0}, new long[] {2, 2, 2}), box);
      assertThat(box.toDoubles()).containsExactly(4, 5, 6, 7, 8, 9, 10, 11);
    }
  }

  @Test
  void namesItsAxes() {
    try (Tensor values = counting(DType.F64, 2, 3, 4)) {
      TensorField field = TensorField.inTime("u", values, 0.5, 0.1, 0.2);
      assertThat(field.axes()).extracting(Axis::name).containsExactly("time", "y", "x");
      assertThat(field.timeAxis()).isZero();
      assertThat(field.axes().get(0).spacing()).isEqualTo(0.5);
      assertThat(field.spaceAxes()).extracting(Axis::kind).containsExactly(AxisKind.Y, AxisKind.X);
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    try (Tensor values = counting(DType.F64, 2, 3);
        Tensor small = Tensor.zeros(DType.F64, 5)) {
      TensorField field = TensorField.inSpace("u", values, 1, 1);
      assertThatThrownBy(() -> field.read(Region.whole(2, 4), small))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("a box inside 'u'");
      assertThatThrownBy(() -> field.read(Region.whole(2, 3), small))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("into is of 5 elements");
      assertThatThrownBy(() -> TensorField.inSpace("u", values, 1))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("spacing");
      List<Axis> axes = List.of(Axis.numbered("x", AxisKind.X, 6));
      assertThatThrownBy(() -> new TensorField("u", "", axes, values))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("axes of 'u'");
    }
  }
}
