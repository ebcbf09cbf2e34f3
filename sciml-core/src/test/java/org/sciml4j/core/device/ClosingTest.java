package org.sciml4j.core.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** What was opened before something failed is closed. */
class ClosingTest {
  @Test
  void anUploadOfAClosedTensor() {
    try (CountedDevice device = new CountedDevice()) {
      Tensor closed = Tensor.zeros(DType.F64, 3);
      closed.close();

      assertThatThrownBy(() -> device.upload(closed))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("closed tensor");
      assertThat(device.open()).isZero();
    }
  }

  @Test
  void aCallThatFails() {
    Value x = Value.input("x", DType.F64, 3);
    try (CountedDevice device = new CountedDevice();
        Tensor number = Tensor.of(new double[] {-1, 2, 3}, 3)) {
      Graph graph = Graph.of(List.of(x), x.log(), x);
      try (Program program = device.compile(graph, CompileOptions.DEFAULT.guarded())) {
        assertThatThrownBy(() -> program.call(number)).isInstanceOf(NonFiniteException.class);
        device.allow(2);
        assertThatThrownBy(() -> program.call(number)).isInstanceOf(OutOfMemoryError.class);
        assertThat(device.open()).isEqualTo(1);
      }
      assertThat(device.open()).isZero();
    }
  }
}
