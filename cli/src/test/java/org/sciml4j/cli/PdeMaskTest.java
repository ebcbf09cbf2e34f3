package org.sciml4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.Npy;
import org.sciml4j.io.Npz;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/**
 * Masks of {@code sciml pde train} in arrays: as many frames as rows, so that axes can be mixed.
 */
class PdeMaskTest {
  private static final int FRAMES = 10;
  private static final int LAYERS = 2;
  private static final int ROWS = 10;
  private static final int COLUMNS = 8;

  @TempDir private static Path folder;
  private static Path input;

  @BeforeAll
  static void write() {
    input = folder.resolve("field.npz");
    try (Tensor u = noise(FRAMES, ROWS, COLUMNS);
        Tensor volume = noise(FRAMES, LAYERS, ROWS, COLUMNS);
        Tensor sea = Tensor.of(sea(0, 1, 0, 1), ROWS, COLUMNS);
        Tensor turned = Tensor.of(sea(0, 1, 0, 1), COLUMNS, ROWS);
        Tensor cut = Tensor.of(sea(3, 1, 0, 1), ROWS - 3, COLUMNS);
        Tensor layers = Tensor.zeros(DType.F64, LAYERS, ROWS, COLUMNS);
        Tensor frames = Tensor.zeros(DType.F64, FRAMES, ROWS, COLUMNS);
        Tensor tides = Tensor.zeros(DType.F64, FRAMES, ROWS, COLUMNS)) {
      for (int frame = 0; frame < FRAMES; frame++) {
        frames.at(frame).copyFrom(sea);
        tides.at(frame).copyFrom(sea);
      }
      tides.set(1 - tides.get(4, 5, 6), 4, 5, 6);
      layers.at(0).copyFrom(Tensor.of(new double[ROWS * COLUMNS], ROWS, COLUMNS));
      layers.at(1).copyFrom(sea);
      Map<String, Tensor> arrays = new HashMap<>();
      arrays.putAll(Map.of("u", u, "v", volume, "sea", sea, "turned", turned, "cut", cut));
      arrays.putAll(Map.of("layers", layers, "frames", frames, "tides", tides));
      arrays.putAll(Map.of("t", numbers(FRAMES), "z", numbers(LAYERS)));
      arrays.putAll(Map.of("y", numbers(ROWS), "x", numbers(COLUMNS)));
      Npz.write(input, arrays);
      Npy.write(folder.resolve("land.npy"), sea);
    }
  }

  /** Coordinates of an axis. */
  private static Tensor numbers(int count) {
    return Tensor.of(IntStream.range(0, count).asDoubleStream().toArray(), count);
  }

  private static Tensor noise(long... shape) {
    Tensor noise = Tensor.zeros(DType.F64, shape);
    for (long i = 0; i < noise.count(); i++) {
      noise.setFlat(i, RandomKey.of(3).normal(i));
    }
    return noise;
  }

  /** Some points of a mask without symmetries, every so many from one on. */
  private static double[] sea(int row, int rowStride, int column, int columnStride) {
    int rows = (ROWS - row + rowStride - 1) / rowStride;
    int columns = (COLUMNS - column + columnStride - 1) / columnStride;
    double[] sea = new double[rows * columns];
    for (int i = 0; i < sea.length; i++) {
      int y = row + i / columns * rowStride;
      int x = column + i % columns * columnStride;
      sea[i] = RandomKey.of(5).normal(y * COLUMNS + x) > 0 ? 1 : 0;
    }
    return sea;
  }

  /** The options of a command that masks are read by. */
  private static final class Options {
    @Mixin MaskOption mask;
    @Mixin AxisOptions sampling;
  }

  private static double[] read(String variable, String mask, String slices) {
    String text = "--mask " + mask.replace("FOLDER", folder.toString()) + " " + slices;
    Options options = CommandLine.populateCommand(new Options(), text.strip().split(" "));
    try (FieldSeries data = FieldSeries.open(input, List.of(variable), options.sampling::view);
        Tensor read = options.mask.read(input, options.sampling, data).orElseThrow()) {
      assertThat(read.shape())
          .containsExactly(data.first().spaceAxes().stream().mapToLong(Axis::size).toArray());
      return read.toDoubles();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "u, sea, '', 0, 1, 0, 1",
    "u, sea, --slice y=3:, 3, 1, 0, 1",
    "u, sea, --slice t=2: --slice x=1::2, 0, 1, 1, 2",
    "u, sea, --slice x=2: --slice y=::3, 0, 3, 2, 1",
    "u, frames, --slice t=2: --slice y=3:, 3, 1, 0, 1",
    "u, FOLDER/land.npy, --slice y=3:, 3, 1, 0, 1",
    "u, FOLDER/field.npz:sea, --slice y=3:, 3, 1, 0, 1",
    "v, layers, --slice z=1 --slice y=3:, 3, 1, 0, 1",
    "v, sea, --slice z=1 --slice y=3:, 3, 1, 0, 1",
  })
  void slicesApplyToTheMaskAsToTheFields(
      String variable, String mask, String slices, int row, int rows, int column, int columns) {
    assertThat(read(variable, mask, slices)).containsExactly(sea(row, rows, column, columns));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cut    | ''           | of shape [7, 8], expected the points of the fields, [10, 8]",
        "cut    | --slice y=3: | of shape [7, 8], expected the points of the fields, [10, 8]",
        "turned | ''           | of shape [8, 10], expected the points of the fields, [10, 8]",
        "tides  | ''           | another in frame 4 than in frame 0, expected one for all frames",
        "islands | ''          | 'islands' is neither a file nor a field of",
        "u       | ''          | expected 0 or 1 at every point",
      })
  void masksOfOtherGridsAreRefused(String mask, String slices, String message) {
    assertThatThrownBy(() -> read("u", mask, slices))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aMaskOfWhichSlicesLeaveNothingIsRefused() {
    assertThatThrownBy(() -> read("v", "layers", "--slice z=0"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'layers' 0 at all points, expected 1 at some");
  }

  /** Land at rest, of whatever value, is no part of how the sea varies. */
  @Test
  void statisticsAreThoseOfThePointsThatChange() {
    double[] sea = sea(0, 1, 0, 1);
    double mean = 0;
    double square = 0;
    double rate = 0;
    double count = FRAMES * Arrays.stream(sea).sum();
    for (int i = 0; i < FRAMES * sea.length; i++) {
      double here = sea[i % sea.length];
      double value = RandomKey.of(3).normal(i);
      mean += here * value / count;
      square += here * value * value / count;
      if (i >= sea.length) {
        double change = value - RandomKey.of(3).normal(i - sea.length);
        rate += here * change * change / (count * (FRAMES - 1) / FRAMES);
      }
    }
    try (FieldSeries all = FieldSeries.open(input, List.of("u"), field -> field);
        Tensor mask = Tensor.of(sea, ROWS, COLUMNS)) {
      FieldSeries masked = all.masked(mask);
      assertThat(masked.means().getFirst()).isCloseTo(mean, within(1e-12));
      assertThat(masked.variances()[0]).isCloseTo(square - mean * mean, within(1e-12));
      assertThat(masked.rates().getFirst()).isCloseTo(Math.sqrt(rate), within(1e-12));
      assertThat(masked.part(0, FRAMES).means()).isEqualTo(masked.means());
    }
  }
}
