package org.sciml4j.pde.rhs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class SmoothnessTest {
  private static double of(Smoothness penalty, double[] weights, long... shape) {
    Value input = Value.input("weights", DType.F64, shape);
    try (Program program = CpuDevice.common().compile(Graph.of(List.of(input), penalty.of(input)));
        Tensor given = Tensor.of(weights, shape);
        Tensor value = program.call(given).getFirst()) {
      return value.getFlat(0);
    }
  }

  @Test
  void squaresOfSecondDifferencesAreAddedUp() {
    double[] powers = {1, 2, 4, 8};
    // Differences 1, 2 within, -11 and 8 across the edge.
    assertThat(of(new Smoothness(0.5, new boolean[] {false}), powers, 1, 4)).isEqualTo(2.5);
    assertThat(of(new Smoothness(0.5, new boolean[] {true}), powers, 1, 4)).isEqualTo(95);
  }

  @Test
  void onlyTheLastAxesAreThoseOfSpace() {
    double[] planes = {0, 1, 2, 1, 3, 5, 2, 5, 8, 9, 9, 9, 8, 8, 8, 7, 7, 7};
    boolean[] bounded = {false, false};
    assertThat(of(new Smoothness(1, bounded), planes, 2, 3, 3)).isZero();
    assertThat(of(new Smoothness(1, bounded), new double[] {0, 1, 5, 9}, 1, 2, 2)).isZero();
    assertThatThrownBy(() -> new Smoothness(-1, bounded))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("lambda");
  }
}
