package org.sciml4j.sindy.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.sindy.differentiation.FiniteDifferences;

/** Two runs of 30 frames of 2x3 points, {@code sin(t + run + point)}. */
class FieldSamplesTest {
  private static final int RUNS = 2;
  private static final int TIMES = 30;
  private static final int POINTS = 6;
  private static final double STEP = 0.05;

  private static double phase(int frame, int point) {
    return STEP * (frame % TIMES) + frame / TIMES + point;
  }

  private static TensorField field(int derivative) {
    Tensor values = Tensor.zeros(DType.F64, RUNS, TIMES, 2, 3);
    for (int frame = 0; frame < RUNS * TIMES; frame++) {
      for (int i = 0; i < POINTS; i++) {
        double sine = Math.sin(phase(frame, i) + derivative * Math.PI / 2);
        values.setFlat((long) frame * POINTS + i, sine);
      }
    }
    List<Axis> axes =
        List.of(
            Axis.numbered("run", AxisKind.OTHER, RUNS),
            Axis.uniform("time", AxisKind.TIME, "s", TIMES, 3, STEP),
            Axis.numbered("y", AxisKind.Y, 2),
            Axis.numbered("x", AxisKind.X, 3));
    return new TensorField("u", "", axes, values);
  }

  private static void assertSines(FieldSamples samples, double tolerance) {
    for (int n = 0; n < samples.frames().length; n++) {
      for (int d = 0; d < 3; d++) {
        for (int i = 0; i < POINTS; i++) {
          double expected = Math.sin(phase(samples.frames()[n], i) + d * Math.PI / 2);
          assertThat(samples.tensors().get(d).get(n, i)).isCloseTo(expected, within(tolerance));
        }
      }
    }
  }

  @Test
  void runsAreDifferentiatedEachForItself() {
    FiniteDifferences method = FiniteDifferences.centralDifferences(6);
    try (FieldSamples samples = FieldSamples.of(field(0), method, 2, DType.F64)) {
      assertThat(samples.runs()).isEqualTo(RUNS);
      assertThat(samples.space()).extracting(Axis::name).containsExactly("y", "x");
      assertThat(samples.frames()).hasSize(RUNS * TIMES);
      assertSines(samples, 1e-5);
    }
  }

  @Test
  void derivativesMayBeGiven() {
    try (FieldSamples samples = FieldSamples.of(field(0), List.of(field(1), field(2)), DType.F64)) {
      assertSines(samples, 1e-15);
      assertThat(samples.shaped(1, 2, 3).tensors().getFirst().shape())
          .containsExactly(RUNS * TIMES, 1, 2, 3);
    }
  }

  /** Frame 40 is incomplete; what is left of its run is differentiated in two parts. */
  @Test
  void incompleteFramesAreLeftOut() {
    TensorField gap = field(0);
    gap.tensor().setFlat(40L * POINTS + 2, Double.NaN);
    FiniteDifferences method = FiniteDifferences.centralDifferences(4);
    try (FieldSamples samples = FieldSamples.of(gap, method, 2, DType.F64)) {
      assertThat(samples.frames())
          .containsExactly(IntStream.range(0, 60).filter(n -> n != 40).toArray());
      assertSines(samples, 1e-3);
    }
  }

  @Test
  void timeMustBeThereAndLongEnough() {
    FiniteDifferences method = FiniteDifferences.centralDifferences(4);
    assertThatThrownBy(() -> FieldSamples.of(field(0).select("time", 0), method, 1, DType.F64))
        .hasMessageContaining("time axis");
    assertThatThrownBy(() -> FieldSamples.of(field(0).slice("time", 0, 3), method, 1, DType.F64))
        .hasMessageContaining("3 complete frames in a row");
  }
}
