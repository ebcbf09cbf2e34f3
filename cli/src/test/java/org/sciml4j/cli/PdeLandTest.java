package org.sciml4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.sciml4j.cli.HeatFile.DT;
import static org.sciml4j.cli.HeatFile.DX;
import static org.sciml4j.cli.HeatFile.FRAMES;
import static org.sciml4j.cli.HeatFile.NU;
import static org.sciml4j.cli.HeatFile.POINTS;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldFile;
import org.sciml4j.io.FieldOutput;
import org.sciml4j.io.FieldWriter;

/** {@code sciml pde} on heat beside land. */
class PdeLandTest {
  @TempDir private Path folder;

  private static boolean isLand(int i) {
    return i >= 5 && i <= 7;
  }

  /** Heat beside land, on which values stay, or are missing where only land is near. */
  private Path coast() {
    Path file = folder.resolve("coast.nc");
    try (Tensor u = Tensor.zeros(DType.F64, FRAMES, POINTS);
        Tensor sea = Tensor.zeros(DType.F64, POINTS);
        Tensor nowhere = Tensor.zeros(DType.F64, POINTS);
        FieldOutput output =
            FieldWriter.netcdf(file)
                .axis(Axis.uniform("time", AxisKind.TIME, "s", FRAMES, 0, DT))
                .axis(Axis.uniform("x", AxisKind.X, "m", POINTS, 0, DX))
                .variable("u", "K", DType.F64, "time", "x")
                .variable("sea", "1", DType.F64, "x")
                .variable("nowhere", "1", DType.F64, "x")
                .open()) {
      for (int i = 0; i < POINTS; i++) {
        sea.set(isLand(i) ? 0 : 1, i);
        u.set(RandomKey.of(1).normal(i), 0, i);
      }
      for (int n = 1; n < FRAMES; n++) {
        for (int i = 0; i < POINTS; i++) {
          double around = u.get(n - 1, (i + POINTS - 1) % POINTS) + u.get(n - 1, (i + 1) % POINTS);
          double here = u.get(n - 1, i);
          u.set(isLand(i) ? here : here + NU * DT / (DX * DX) * (around - 2 * here), n, i);
        }
      }
      for (int n = 0; n < FRAMES; n++) {
        u.set(Double.NaN, n, 6);
      }
      output.write("u", u).write("sea", sea).write("nowhere", nowhere).commit();
    }
    return file;
  }

  @Test
  void fieldsStayWhereTheMaskSaysSo() {
    Path coast = coast();
    Path model = folder.resolve("coast");
    Object[] train = {
      "pde",
      "train",
      coast,
      "--variables",
      "u",
      "--model",
      "euler",
      "--layers",
      "1",
      "--kernel",
      "3",
      "--steps",
      "1",
      "--iterations",
      "100",
      "--out",
      model,
      "--mask=sea"
    };
    CommandRun trained = CommandRun.of(train);
    assertThat(trained.err()).isEmpty();
    assertThat(CommandRun.of("pde", "explain", model).out())
        .contains("u_t = 0.3 u_xx + terms", "masked at 3 of 24 points, where nothing changes");
    Path out = folder.resolve("pred.nc");
    CommandRun.of("pde", "predict", model, coast, "--steps", "20", "--out", out);
    try (FieldFile file = FieldFile.open(out);
        FieldFile truth = FieldFile.open(coast);
        Tensor u = file.field("u").read();
        Tensor data = truth.field("u").read()) {
      for (int i = 0; i < POINTS; i++) {
        if (i == 6) {
          assertThat(u.get(20, i)).isNaN();
        } else {
          assertThat(u.get(20, i)).isCloseTo(data.get(20, i), within(1e-5));
        }
      }
    }
    assertThat(CommandRun.of("pde", "score", model, coast).out()).containsPattern("12 +\\S+e-[01]");
    for (String[] wrong :
        new String[][] {
          {"--mask=nowhere", "'nowhere' 0 at all points"},
          {"--mask=u", "expected 0 or 1 at every point"},
          {"--mask=land", "'land'"}
        }) {
      train[train.length - 1] = wrong[0];
      train[train.length - 2] = folder.resolve("never");
      CommandRun run = CommandRun.of(train);
      assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
      assertThat(run.err()).contains(wrong[1]).hasLineCount(1);
      assertThat(folder.resolve("never")).doesNotExist();
    }
  }
}
