package org.sciml4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sciml4j.cli.HeatFile.DT;
import static org.sciml4j.cli.HeatFile.DX;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldFile;

/** {@code sciml pde predict}, its files and its pictures. */
class PdePredictCommandTest {
  @TempDir private static Path folder;

  @Test
  void planesAreLearnedAndAnimated() throws IOException {
    Path plane = SampleFile.diffusion(folder.resolve("plane.nc"), 16);
    Path model = folder.resolve("model");
    CommandRun trained =
        CommandRun.line(
            "pde train %s --variables u --model euler --layers 1 --kernel 3 --steps 1 --iterations 60 --out %s"
                .formatted(plane, model));
    assertThat(trained.err()).isEmpty();
    assertThat(model.resolve("rollout.png")).isNotEmptyFile();
    assertThat(model.resolve("run.json")).content().contains("\"variables\" : [ \"u\" ]");
    assertThat(CommandRun.of("pde", "explain", model, "--at", plane, "--slice", "x=0:12").out())
        .containsPattern("u_t = 0.1 u_(xx|yy) \\+ 0.1 u_(xx|yy) \\+ terms")
        .contains("u: sum changes by", "that grows most is multiplied by 1.0000");
    Path gif = folder.resolve("frames.gif");
    Path out = folder.resolve("frames.nc");
    CommandRun predicted =
        CommandRun.of("pde", "predict", model, plane, "--steps", "3", "--out", out, "--gif", gif);
    assertThat(predicted.err()).isEmpty();
    assertThat(predicted.out()).endsWith("drew u to " + gif + System.lineSeparator());
    assertThat(RolloutGifTest.frames(gif)).hasSize(4);
    try (FieldFile file = FieldFile.open(out)) {
      assertThat((String) file.attributes().get("run")).contains("\"steps\":3", "sha256");
    }
    Path never = folder.resolve("never.nc");
    for (String[] wrong :
        new String[][] {
          {folder.resolve("no/folder.gif").toString(), "which does not exist"},
          {folder.toString(), "which exists already"},
          {gif.toString(), "--gif is '" + gif + "', which exists already"},
          {never.toString(), "expected another file than that of --out"},
        }) {
      CommandRun run =
          CommandRun.of(
              "pde", "predict", model, plane, "--steps", "3", "--out", never, "--gif", wrong[0]);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains(wrong[1]).hasLineCount(1);
      assertThat(never).doesNotExist();
    }
    for (Object[] wrong :
        new Object[][] {
          {plane, "INPUT is '" + plane + "', which would be written over"},
          {model.resolve(ModelPlace.FILE_NAME), "model.safetensors', which would be written over"},
          {folder.resolve("out.npz"), "expected a NetCDF file"},
        }) {
      CommandRun refused =
          CommandRun.of(
              "pde", "predict", model, plane, "--steps", "3", "--out", wrong[0], "--force");
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.err()).contains((String) wrong[1]);
    }
  }

  /** Waves of two points are multiplied by -1.4 at each step: data such a model would blow up. */
  @Test
  void stepsThatAreTooLongAreToldWithTheirLimit() {
    Path model = folder.resolve("fast");
    Path fast =
        HeatFile.write(
            folder.resolve("fast.nc"),
            DT,
            DX,
            Map.of("u", new double[] {0.6 * DX * DX / DT, 1e-3}));
    String train =
        "pde train %s --variables u --model euler --layers 1 --kernel 3 --steps 1 --iterations 60"
            + " --out %s";
    CommandRun trained = CommandRun.line(train.formatted(fast, model));
    assertThat(trained.out()).contains("largest stable 0.16666");
    CommandRun run =
        CommandRun.of(
            "pde", "predict", model, fast, "--steps", "2", "--out", folder.resolve("p.nc"));
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("time step 0.2, largest stable 0.16666")
        .contains("wrote u after 0 to 2 steps");
    String predict = "pde predict %s %s --steps 30 --substeps %d --out %s";
    Path quiet = folder.resolve("quiet.nc");
    assertThat(CommandRun.line(predict.formatted(model, fast, 2, quiet)).out())
        .startsWith("wrote u after 0 to 30 steps");
    try (FieldFile file = FieldFile.open(quiet);
        Tensor u = file.field("u").slice("time", 30, 31).read()) {
      assertThat(Arrays.stream(u.toDoubles()).map(Math::abs).max().orElseThrow()).isLessThan(2e-3);
    }
    assertThat(CommandRun.line(predict.formatted(model, fast, 0, folder.resolve("q.nc"))).err())
        .contains("--substeps is 0");
    CommandRun damped =
        CommandRun.line(train.formatted(fast, folder.resolve("damped")) + " --stability 100");
    Matcher limit = Pattern.compile("largest stable (\\S+),").matcher(damped.out());
    assertThat(limit.find()).as(damped.out()).isTrue();
    assertThat(Double.parseDouble(limit.group(1))).isBetween(0.19, 0.21);
  }
}
