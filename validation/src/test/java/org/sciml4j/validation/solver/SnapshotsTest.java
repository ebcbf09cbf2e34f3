package org.sciml4j.validation.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldFile;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.FieldSeries;
import org.sciml4j.sindy.field.SpaceGrid;

/** Solutions as tensors and files, and the random fields they start from. */
class SnapshotsTest {
  private static final SpaceGrid GRID =
      SpaceGrid.of(
          FieldAxis.periodic("y", 0, 2 * Math.PI, 8), FieldAxis.periodic("x", 0, 2 * Math.PI, 12));

  private static Snapshots wave() {
    double[] first = GRID.sample(at -> 10 * at[0] + at[1]);
    double[] second = GRID.sample(at -> 100 + 10 * at[0] + at[1]);
    double[] u = Arrays.copyOf(first, 192);
    System.arraycopy(second, 0, u, 96, 96);
    double[] v = Arrays.stream(u).map(value -> -value).toArray();
    FieldAxis time = FieldAxis.bounded("t", 0, 0.5, 2);
    return new Snapshots(new FieldSeries(List.of("u", "v"), GRID, time, new double[][] {u, v}));
  }

  @Test
  void tensorsHoldFramesThenFieldsThenSpace() {
    try (Tensor tensor = wave().everyNth(4).tensor(DType.F64)) {
      assertThat(tensor.shape()).containsExactly(2, 2, 2, 3);
      double unit = Math.PI / 6;
      assertThat(tensor.get(1, 0, 1, 2)).isCloseTo(100 + 10 * Math.PI + 8 * unit, within(1e-12));
      assertThat(tensor.get(0, 1, 0, 1)).isCloseTo(-4 * unit, within(1e-12));
    }
    assertThatThrownBy(() -> wave().everyNth(5))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("a divisor of the 8 points");
  }

  @Test
  void filesHoldFieldsOfTimeAndSpace(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("wave.nc");
    wave().everyNth(2).write(file, "Wave", DType.F64);
    try (FieldFile opened = FieldFile.open(file);
        Tensor last = Tensor.zeros(DType.F64, 1, 4, 6)) {
      Field v = opened.field("v");
      assertThat(v.shape()).containsExactly(2, 4, 6);
      assertThat(v.timeAxis()).isZero();
      assertThat(v.spaceAxes().get(1).spacing()).isCloseTo(Math.PI / 3, within(1e-12));
      v.read(new Region(new long[] {1, 0, 0}, new long[] {1, 4, 6}), last);
      assertThat(last.get(0, 1, 0)).isCloseTo(-100 - 5 * Math.PI, within(1e-12));
    }
  }

  @Test
  void randomFieldsAreTheSameOnEveryGrid() {
    RandomFourierSeries series = new RandomFourierSeries(2, 0.5);
    SpaceGrid fine =
        SpaceGrid.of(
            FieldAxis.periodic("y", 0, 2 * Math.PI, 24),
            FieldAxis.periodic("x", 0, 2 * Math.PI, 24));
    double[] coarse = series.sample(GRID, RandomKey.of(9));
    double[] dense = series.sample(fine, RandomKey.of(9));
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 12; x++) {
        assertThat(dense[72 * y + 2 * x]).isCloseTo(coarse[12 * y + x], within(1e-12));
      }
    }
    assertThat(series.sample(GRID, RandomKey.of(10))).isNotEqualTo(coarse);
  }

  /** Each of 25 waves contributes λ² + γ² of mean 2 σ² to twice the mean square. */
  @Test
  void randomFieldsHaveTheVarianceOfTheirCoefficients() {
    RandomFourierSeries series = new RandomFourierSeries(2, 0.5);
    double sum = 0;
    for (int seed = 0; seed < 400; seed++) {
      sum += Math.pow(series.sample(GRID, RandomKey.of(seed))[17], 2) / 400;
    }
    assertThat(sum).isCloseTo(25 * 0.25, within(1.5));
  }

  @Test
  void scaledFieldsSpanTwoAboutTheirOffset() {
    double[] field = new RandomFourierSeries(4, 0.2).sampleScaled(GRID, RandomKey.of(4));
    double offset = 4 * RandomKey.of(4).child(1).uniform(0) - 2;
    assertThat(Arrays.stream(field).map(value -> Math.abs(value - offset)).max().orElseThrow())
        .isCloseTo(2, within(1e-12));
  }
}
