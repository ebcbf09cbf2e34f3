package org.sciml4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.sciml4j.cli.HeatFile.DT;
import static org.sciml4j.cli.HeatFile.DX;
import static org.sciml4j.cli.HeatFile.NU;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldFile;
import org.sciml4j.io.Npy;

/** {@code sciml pde} on an array that says neither times nor places. */
class PdeArraysTest {
  private static final String TRAIN =
      "pde train %s --variables u --model euler --layers 1 --kernel 3 --steps 1 --iterations 60"
          + " --out %s";

  @TempDir private static Path folder;
  private static Path array;
  private static Path file;
  private static Path model;

  @BeforeAll
  static void train() {
    file = HeatFile.write(folder.resolve("heat.nc"));
    array = folder.resolve("heat.npy");
    try (Tensor u = HeatFile.heat('u', NU, 1)) {
      Npy.write(array, u);
    }
    model = folder.resolve("array");
    CommandRun run = CommandRun.line(TRAIN.formatted(array, model) + " --dt 0.2 --spacing x=0.5");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void stepsOfATrainingComeFromOptions() {
    assertThat(CommandRun.line("pde explain " + model).out()).contains("u_t = 0.3 u_xx + terms");
    assertThat(
            CommandRun.line("pde score " + model + " " + array + " --dt 0.2 --spacing x=0.5").out())
        .startsWith("steps    median");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--dt=0.2 | give it with --spacing, for example --spacing x=0.1",
        "--spacing=x=0.5 | with --dt, for example --dt 0.1",
        "--spacing=y=0.5 | --spacing is 'y', expected one of the axes x",
        "--dt=-1 | --dt is -1.0",
      })
  void stepsThatAreMissingOrWrongAreRefused(String option, String message) {
    CommandRun run = CommandRun.line(TRAIN.formatted(array, model) + " --force " + option);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message).hasLineCount(1);
  }

  @Test
  void theModelKnowsStepsThatAnArrayDoesNotTell() {
    assertThat(CommandRun.line("pde explain " + model + " --at " + array + " --from 2").out())
        .isEqualTo(
            CommandRun.line("pde explain " + model + " --at " + file + " --from 2")
                .out()
                .replace("heat.nc", "heat.npy"))
        .contains("a step from frame 2 of heat.npy");
    assertThat(CommandRun.line("pde score " + model + " " + array).out())
        .isEqualTo(CommandRun.line("pde score " + model + " " + file).out())
        .startsWith("steps    median");
    Path out = folder.resolve("pred.nc");
    CommandRun predicted =
        CommandRun.line("pde predict " + model + " " + array + " --steps 4 --out " + out);
    assertThat(predicted.exitCode()).as(predicted.err()).isZero();
    try (FieldFile written = FieldFile.open(out)) {
      assertThat(written.field("u").axes().getFirst().spacing()).isCloseTo(DT, within(1e-12));
      assertThat(written.field("u").axes().getLast().spacing()).isCloseTo(DX, within(1e-12));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--dt=0.4 | time step of INPUT is 0.4, expected 0.2",
        "--spacing=x=0.25 | spacing of INPUT is [0.25], expected [0.5]",
        "--slice=t=::2 --dt=0.2 | time step of INPUT is 0.4, expected 0.2",
        "--slice=x=::2 --spacing=x=0.5 | spacing of INPUT is [1], expected [0.5]",
      })
  void otherStepsThanTheModelsAreRefused(String options, String message) {
    for (String command : new String[] {"explain %s --at %s", "score %s %s"}) {
      CommandRun run = CommandRun.line("pde " + command.formatted(model, array) + " " + options);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains(message).hasLineCount(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"--slice=t=::2 --dt=0.1", "--slice=x=::2 --spacing=x=0.25", "--slice=t=::2"})
  void stepsAreThoseOfTheFileAndSlicesMakeThemLonger(String options) {
    CommandRun run = CommandRun.line("pde explain " + model + " --at " + array + " " + options);
    assertThat(run.exitCode()).as(run.err()).isZero();
  }
}
