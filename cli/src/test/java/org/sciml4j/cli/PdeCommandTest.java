package org.sciml4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldFile;
import org.sciml4j.io.FieldOutput;
import org.sciml4j.io.FieldWriter;

/** {@code sciml pde} on heat that forward Euler steps make, ν = 0.3, dt = 0.2, dx = 0.5. */
class PdeCommandTest {
  private static final int FRAMES = 25;
  private static final int POINTS = 24;
  private static final double NU = 0.3;
  private static final double DT = 0.2;
  private static final double DX = 0.5;

  @TempDir Path folder;
  private Path heat;

  @BeforeEach
  void write() {
    heat = write("heat.nc", DT, DX);
  }

  private Path write(String name, double dt, double dx) {
    Path file = folder.resolve(name);
    try (Tensor u = Tensor.zeros(DType.F64, FRAMES, POINTS);
        FieldOutput output =
            FieldWriter.netcdf(file)
                .axis(Axis.uniform("time", AxisKind.TIME, "s", FRAMES, 0, dt))
                .axis(Axis.uniform("x", AxisKind.X, "m", POINTS, 0, dx))
                .variable("u", "K", DType.F64, "time", "x")
                .open()) {
      double r = NU * DT / (DX * DX);
      for (int i = 0; i < POINTS; i++) {
        u.set(RandomKey.of(1).normal(i), 0, i);
      }
      for (int n = 1; n < FRAMES; n++) {
        for (int i = 0; i < POINTS; i++) {
          double left = u.get(n - 1, (i + POINTS - 1) % POINTS);
          double right = u.get(n - 1, (i + 1) % POINTS);
          double here = u.get(n - 1, i);
          u.set(here + r * (left - 2 * here + right), n, i);
        }
      }
      output.write("u", u).commit();
    }
    return file;
  }

  private CommandRun train(Path model, Object... more) {
    Object[] usual = {
      "pde",
      "train",
      heat,
      "--variables",
      "u",
      "--terms",
      "poly:1",
      "--kernel",
      "3",
      "--accuracy",
      "0",
      "--steps",
      "1",
      "--iterations",
      "60",
      "--penalties",
      "0,0",
      "--out",
      model
    };
    Object[] all = java.util.Arrays.copyOf(usual, usual.length + more.length);
    System.arraycopy(more, 0, all, usual.length, more.length);
    return CommandRun.of(all);
  }

  @Test
  void learnsExplainsPredictsAndScores() {
    Path model = folder.resolve("model");
    CommandRun trained = train(model, "--checkpoint", folder.resolve("stages"));
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    assertThat(trained.err()).isEmpty();
    assertThat(trained.out()).startsWith("u_t = 0.3 u_xx\n").contains("largest stable 0.4166");
    assertThat(model.resolve("error-growth.png")).isNotEmptyFile();

    CommandRun again = train(model, "--checkpoint", folder.resolve("stages"), "--force");
    assertThat(again.out()).isEqualTo(trained.out());

    assertThat(CommandRun.of("pde", "explain", model).out())
        .startsWith("u_t = 0.3 u_xx\n")
        .contains("by steps of 0.2, scheme euler, boundaries periodic");

    Path out = folder.resolve("pred.nc");
    CommandRun predicted =
        CommandRun.of("pde", "predict", model, heat, "--steps", "24", "--out", out);
    assertThat(predicted.out()).contains("after 0 to 24 steps");
    try (FieldFile file = FieldFile.open(out);
        FieldFile truth = FieldFile.open(heat);
        Tensor u = file.field("u").read();
        Tensor expected = truth.field("u").read()) {
      assertThat(file.field("u").axes().getFirst().coordinates()[24]).isCloseTo(4.8, within(1e-9));
      assertThat(u.toDoubles()).containsExactly(expected.toDoubles(), within(1e-4));
    }

    CommandRun score =
        CommandRun.of("pde", "score", model, heat, "--steps", "8", "--out", folder.resolve("s"));
    assertThat(score.err()).isEmpty();
    assertThat(score.out()).contains("steps    median", "17 rollouts");
    assertThat(folder.resolve("s/error-growth.svg")).isNotEmptyFile();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--steps=0 | --steps is '0'",
        "--steps=3..1 | --steps is '3..1'",
        "--steps=30 | frames of INPUT is 25",
        "--terms=cubic:1 | --terms is 'cubic:1'",
        "--scheme=leap | scheme is 'leap'",
        "--boundary=periodic,zero | boundary is [periodic, zero]",
        "--boundary=wall | boundary is 'wall'",
        "--model=magic | --model is 'magic'",
        "--penalties=1 | --penalties is [1.0]",
        "--validation=1 | --validation is 1.0",
        "--kernel=4 | odd",
        "--variables=v | 'v'",
      })
  void refusesBadOptions(String option, String message) {
    CommandRun run =
        CommandRun.of(
            option.startsWith("--variables")
                ? new Object[] {"pde", "train", heat, option, "--out", folder.resolve("never")}
                : new Object[] {
                  "pde", "train", heat, "--variables=u", option, "--out", folder.resolve("never")
                });
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message).doesNotContain("Exception");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(folder.resolve("never")).doesNotExist();
  }

  @Test
  void whatWouldBeLostOrMistakenIsRefused() {
    Path model = folder.resolve("model");
    Path stages = folder.resolve("stages");
    assertThat(train(model, "--checkpoint", stages).exitCode()).isZero();
    CommandRun otherSeed = train(model, "--checkpoint", stages, "--seed", "2", "--force");
    assertThat(otherSeed.exitCode()).isEqualTo(2);
    assertThat(otherSeed.err()).contains("seed 1").contains("choose another directory");
    CommandRun inside = train(model, "--checkpoint", model.resolve("stages"), "--force");
    assertThat(inside.err()).contains("--checkpoint", "outside of the output folder");
    CommandRun score = CommandRun.of("pde", "score", model, heat, "--out", model, "--force");
    assertThat(score.err()).contains("outside of the output folder");
    assertThat(model.resolve("model.safetensors")).exists();
  }

  @Test
  void modelsAreRefusedOtherGridsAndBadFiles() throws java.io.IOException {
    Path model = folder.resolve("model");
    train(model);
    Path coarse = write("coarse.nc", DT, 2 * DX);
    Path slow = write("slow.nc", 2 * DT, DX);
    Path text = folder.resolve("text");
    Files.writeString(text, "no model");
    CommandRun[] runs = {
      CommandRun.of("pde", "score", model, coarse),
      CommandRun.of("pde", "score", model, slow),
      CommandRun.of("pde", "score", model, heat, "--steps", "25"),
      CommandRun.of(
          "pde", "predict", model, heat, "--steps", "1", "--from", "25", "-o", "never.nc"),
      CommandRun.of("pde", "explain", text),
      CommandRun.of("pde", "explain", folder.resolve("nothing")),
    };
    String[] messages = {
      "spacing of INPUT is [1.0]",
      "time step of INPUT is 0.4",
      "--steps is 25",
      "--from is 25",
      "text",
      "nothing"
    };
    for (int i = 0; i < runs.length; i++) {
      assertThat(runs[i].exitCode()).as(messages[i]).isEqualTo(2);
      assertThat(runs[i].err()).contains(messages[i]).doesNotContain("Exception");
      assertThat(runs[i].err().lines()).hasSize(1);
    }
    assertThat(Path.of("never.nc")).doesNotExist();
  }
}
