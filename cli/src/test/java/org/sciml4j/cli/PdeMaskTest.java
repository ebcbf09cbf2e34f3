package org.sciml4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.Npy;
import org.sciml4j.io.Npz;
import org.sciml4j.pde.model.StepModel;

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
      Npz.write(
          input,
          Map.of(
              "u", u, "v", volume, "sea", sea, "turned", turned, "cut", cut, "layers", layers,
              "frames", frames, "tides", tides));
      Npy.write(folder.resolve("land.npy"), sea);
    }
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

  private static CommandRun train(String variable, String mask, String slices, Path model) {
    return CommandRun.of(
        ("pde train %s --variables %s --mask %s%s --dt 0.1 --spacing y=1,x=1 --model euler --layers"
                + " 1 --kernel 3 --steps 1 --iterations 1 --out %s")
            .formatted(
                input,
                variable,
                mask.replace("FOLDER", folder.toString()),
                slices == null ? "" : " " + slices,
                model)
            .split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "u, sea, , 0, 1, 0, 1",
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
    Path model = folder.resolve("model");
    CommandRun run = train(variable, mask, slices == null ? "--force" : slices + " --force", model);
    assertThat(run.exitCode()).as(run.err()).isZero();
    try (StepModel trained = StepModel.read(model.resolve(ModelPlace.FILE_NAME))) {
      assertThat(trained.mask().orElseThrow().toDoubles())
          .containsExactly(sea(row, rows, column, columns));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cut    |              | of shape [7, 8], expected the points of the fields, [10, 8]",
        "cut    | --slice y=3: | of shape [7, 8], expected the points of the fields, [10, 8]",
        "turned |              | of shape [8, 10], expected the points of the fields, [10, 8]",
        "tides  |              | another in frame 4 than in frame 0, expected one for all frames",
        "islands |             | 'islands' is neither a file nor a field of",
      })
  void masksOfOtherGridsAreRefused(String mask, String slices, String message) {
    Path never = folder.resolve("never");
    CommandRun run = train("u", mask, slices, never);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message).hasLineCount(1);
    assertThat(never).doesNotExist();
  }

  @Test
  void aMaskThatSlicesCutAwayIsRefused() {
    CommandRun run = train("v", "layers", "--slice z=0", folder.resolve("never"));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("mask is 0 at all points").hasLineCount(1);
  }
}
