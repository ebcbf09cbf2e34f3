package org.sciml4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.sciml4j.cli.HeatFile.DT;
import static org.sciml4j.cli.HeatFile.DX;
import static org.sciml4j.cli.HeatFile.NU;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldFile;

/** {@code sciml pde train} and what is made of its model. */
class PdeTrainCommandTest {
  @TempDir private static Path folder;
  private static final Map<String, double[]> HEAT = Map.of("u", new double[] {NU, 1});
  private static Path heat;
  private static Path model;
  private static Path stages;
  private static CommandRun trained;

  @BeforeAll
  static void trainOne() {
    heat = HeatFile.write(folder.resolve("heat.nc"));
    model = folder.resolve("model");
    stages = folder.resolve("stages");
    trained = train(model, 60, "--checkpoint", stages);
  }

  private static CommandRun train(Path out, int iterations, Object... more) {
    String usual =
        "pde train %s --variables u --terms poly:1 --kernel 3 --accuracy 0 --steps 1 --iterations %d"
            + " --penalties 0,0 --out %s";
    return CommandRun.of(
        Stream.concat(
                Arrays.stream(usual.formatted(heat, iterations, out).split(" ")),
                Arrays.stream(more))
            .toArray());
  }

  @Test
  void learnsExplainsPredictsAndScores() {
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    assertThat(trained.err()).isEmpty();
    assertThat(trained.out()).startsWith("u_t = 0.3 u_xx\n").contains("largest stable 0.4166");
    for (String picture : List.of("error-growth.png", "prediction.svg", "rollout.png")) {
      assertThat(model.resolve(picture)).isNotEmptyFile();
    }

    CommandRun again = train(folder.resolve("again"), 60, "--checkpoint", stages);
    assertThat(again.out())
        .isEqualTo(trained.out().replace(model + ":", folder.resolve("again") + ":"));

    assertThat(CommandRun.of("pde", "explain", model).out())
        .startsWith("u_t = 0.3 u_xx\n")
        .contains("by steps of 0.2, scheme euler, boundaries periodic");

    Path out = folder.resolve("pred.nc");
    CommandRun predicted =
        CommandRun.of("pde", "predict", model, heat, "--steps", "24", "--out", out);
    assertThat(predicted.out()).startsWith("wrote u after 0 to 24 steps");
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

  @Test
  void ratesOfChangeAreComparedWithCentredDifferences() {
    CommandRun run =
        CommandRun.of(
            ("pde train "
                    + heat
                    + " --variables u --terms poly:1 --kernel 3 --accuracy 0 --centred"
                    + " --steps 0 --slice time=8: --penalties 0,0 --iterations 40 --out "
                    + folder.resolve("centred"))
                .split(" "));
    assertThat(run.exitCode()).as(run.err()).isZero();
    Matcher found = Pattern.compile("u_t = (\\S+) u_xx").matcher(run.out());
    assertThat(found.find()).as(run.out()).isTrue();
    assertThat(Double.parseDouble(found.group(1))).isBetween(0.3, 0.34);
    CommandRun unet =
        CommandRun.line(
            "pde train %s --variables u --model unet --centred --out %s"
                .formatted(heat, folder.resolve("net")));
    assertThat(unet.exitCode()).isEqualTo(2);
    assertThat(unet.err()).contains("--centred is given with --model unet");
  }

  /** A step from a noisy frame is pulled towards its data, and that looks like diffusion. */
  @Test
  void noiseOnFirstFramesIsUndoneByTheStep() {
    CommandRun run = train(folder.resolve("noisy"), 60, "--noise", "0.5");
    assertThat(run.exitCode()).as(run.err()).isZero();
    Matcher found = Pattern.compile("(\\S+) u_xx").matcher(run.out());
    assertThat(found.find()).as(run.out()).isTrue();
    assertThat(Double.parseDouble(found.group(1))).isGreaterThan(0.31);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--steps=0 | --steps is '0', expected numbers of 1 or more, or 0 with --centred",
        "--steps=3..1 | --steps is '3..1'",
        "--steps=30 | frames of INPUT is 25",
        "--terms=cubic:1 | --terms is 'cubic:1'",
        "--scheme=leap | scheme is 'leap'",
        "--boundary=periodic,zero | boundary is [periodic, zero]",
        "--boundary=wall | boundary is 'wall'",
        "--model=magic | --model is 'magic'",
        "--penalties=1 | --penalties is [1.0]",
        "--model=euler --terms=poly:1 | --terms is given with --model euler",
        "--model=euler --penalties=1,1 | --penalties is given with --model euler",
        "--model=unet --layers=4 | points along x is 24, expected a multiple of 16",
        "--model=unet --scheme=rk4 | --scheme is given with --model unet",
        "--channels=3 | --channels is given with --model pdenet",
        "--model=learned-fd | --equation is missing",
        "--model=learned-fd --equation=u_t=c_xx | with 'c_xx', expected one of [u]",
        "--model=pdenet --equation=u_t=u_xx | --equation is given with --model pdenet",
        "--optimizer=sgd | --optimizer is 'sgd'",
        "--validation=1 | --validation is 1.0",
        "--kernel=4 | odd",
        "--loss=last | --loss is 'last'",
        "--loss=end --steps=1 | --loss is given with --steps 1, expected rollouts of 2 or more",
        "--loss=all --pushforward | --loss is all with --pushforward, expected end",
        "--pushforward --steps=1 | --pushforward is given with --steps 1",
        "--noise=0.1 --centred --steps=0 | --noise is given with --steps 0",
        "--noise=-1 | --noise is -1.0",
        "--stability=0 | --stability is 0.0",
        "--stability=1 --model=unet | --stability is given with --model unet",
        "--variables=v | 'v'",
      })
  void refusesBadOptions(String option, String message) {
    List<Object> arguments = new ArrayList<>(List.of("pde", "train", heat));
    if (!option.startsWith("--variables")) {
      arguments.add("--variables=u");
    }
    arguments.addAll(List.of(option.split(" ")));
    arguments.addAll(List.of("--out", folder.resolve("never")));
    CommandRun run = CommandRun.of(arguments.toArray());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message).doesNotContain("Exception");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(folder.resolve("never")).doesNotExist();
  }

  @Test
  void whatWouldBeLostOrMistakenIsRefused() {
    CommandRun otherSeed = train(model, 60, "--checkpoint", stages, "--seed", "2", "--force");
    assertThat(otherSeed.exitCode()).isEqualTo(2);
    assertThat(otherSeed.err()).contains("seed 1").contains("choose another directory");
    CommandRun inside = train(model, 60, "--checkpoint", model.resolve("stages"), "--force");
    assertThat(inside.err()).contains("--checkpoint", "outside of the output folder");
    CommandRun score = CommandRun.of("pde", "score", model, heat, "--out", model, "--force");
    assertThat(score.err()).contains("outside of the output folder");
    assertThat(model.resolve("model.safetensors")).exists();
  }

  @Test
  void modelsAreRefusedOtherGridsAndBadFiles() throws IOException {
    Path coarse = HeatFile.write(folder.resolve("coarse.nc"), DT, 2 * DX, HEAT);
    Path slow = HeatFile.write(folder.resolve("slow.nc"), 2 * DT, DX, HEAT);
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
      "spacing of INPUT is [1]",
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
