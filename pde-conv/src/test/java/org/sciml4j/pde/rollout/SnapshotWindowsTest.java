package org.sciml4j.pde.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class SnapshotWindowsTest {
  private static TensorField field(String name, double first, int times, int points) {
    double[] values = new double[times * points];
    Arrays.setAll(values, i -> first + i);
    return TensorField.inTime(name, Tensor.of(values, times, points), 0.5, 0.1);
  }

  private static double[] read(SnapshotWindows windows, long sample) {
    long[] shape = windows.types().getFirst().shape();
    try (Tensor into = Tensor.zeros(DType.F64, 1, shape[0], shape[1], shape[2])) {
      windows.read(new long[] {sample}, 0, 1, List.of(into));
      return into.toDoubles();
    }
  }

  @Test
  void windowsRunThroughTrajectoriesInTurn() {
    List<Field> first = List.of(field("u", 0, 4, 2), field("v", 100, 4, 2));
    List<Field> second = List.of(field("u", 1000, 3, 2), field("v", 2000, 3, 2));
    SnapshotWindows windows = SnapshotWindows.ofAll(List.of(first, second), 2, DType.F64);

    assertThat(windows.size()).isEqualTo(3);
    assertThat(windows.dt()).isEqualTo(0.5);
    assertThat(windows.spacing()).containsExactly(0.1);
    assertThat(windows.types().getFirst().shape()).containsExactly(2, 3, 2);
    assertThat(read(windows, 1)).containsExactly(2, 3, 4, 5, 6, 7, 102, 103, 104, 105, 106, 107);
    assertThat(read(windows, 2))
        .containsExactly(1000, 1001, 1002, 1003, 1004, 1005, 2000, 2001, 2002, 2003, 2004, 2005);
    SnapshotWindows apart = SnapshotWindows.ofAll(List.of(first, second), 1, DType.F64).every(2);
    assertThat(apart.size()).isEqualTo(3);
    assertThat(read(apart, 1)).startsWith(4, 5, 6, 7);
    assertThat(read(apart, 2)).startsWith(1000, 1001);
  }

  @Test
  void tensorsOfManyTrajectoriesAreWindowsToo() {
    double[] numbers = new double[2 * 3 * 2];
    Arrays.setAll(numbers, i -> i);
    try (Tensor states = Tensor.of(numbers, 2, 3, 2)) {
      SnapshotWindows windows = SnapshotWindows.ofTensors(List.of(states), 1, new double[] {1}, 1);

      assertThat(windows.size()).isEqualTo(4);
      assertThat(read(windows, 3)).containsExactly(8, 9, 10, 11);
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Field u = field("u", 0, 4, 2);
    refused("snapshots", () -> SnapshotWindows.of(List.of(u), 4, DType.F64));
    refused("points", () -> SnapshotWindows.of(List.of(u, field("v", 0, 4, 3)), 1, DType.F64));
    refused("none", () -> SnapshotWindows.of(List.of(), 1, DType.F64));
    Tensor values = Tensor.of(new double[8], 4, 2);
    Axis space = u.axes().get(1);
    Axis uneven = new Axis("time", AxisKind.TIME, "s", new double[] {0, 1, 3, 4});
    refused(
        "time",
        () ->
            SnapshotWindows.of(
                List.of(new TensorField("u", "", List.of(uneven, space), values)), 1, DType.F64));
    Axis slower = new Axis("time", AxisKind.TIME, "s", new double[] {0, 1, 2, 3});
    Field slow = new TensorField("w", "", List.of(slower, space), values);
    refused("time step", () -> SnapshotWindows.of(List.of(u, slow), 1, DType.F64));
    values.set(Double.NaN, 2, 0);
    refused("missing at 1", () -> read(SnapshotWindows.of(List.of(slow), 1, DType.F64), 1));
  }

  private static void refused(String text, Runnable what) {
    assertThatThrownBy(what::run)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(text);
  }
}
