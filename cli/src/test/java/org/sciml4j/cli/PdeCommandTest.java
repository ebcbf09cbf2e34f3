package org.sciml4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
    return write(name, dt, dx, Map.of("u", new double[] {NU, 1}));
  }

  /** Heat equations of their own diffusivity and size. */
  private Path write(String name, double dt, double dx, Map<String, double[]> fields) {
    Path file = folder.resolve(name);
    FieldWriter writer =
        FieldWriter.netcdf(file)
            .axis(Axis.uniform("time", AxisKind.TIME, "s", FRAMES, 0, dt))
            .axis(Axis.uniform("x", AxisKind.X, "m", POINTS, 0, dx));
    fields.keySet().forEach(field -> writer.variable(field, "K", DType.F64, "time", "x"));
    try (FieldOutput output = writer.open()) {
      fields.forEach(
          (field, numbers) -> {
            double r = numbers[0] * DT / (DX * DX);
            try (Tensor u = Tensor.zeros(DType.F64, FRAMES, POINTS)) {
              for (int i = 0; i < POINTS; i++) {
                u.set(numbers[1] * RandomKey.of(field.charAt(0)).normal(i), 0, i);
              }
              for (int n = 1; n < FRAMES; n++) {
                for (int i = 0; i < POINTS; i++) {
                  double left = u.get(n - 1, (i + POINTS - 1) % POINTS);
                  double right = u.get(n - 1, (i + 1) % POINTS);
                  double here = u.get(n - 1, i);
                  u.set(here + r * (left - 2 * here + right), n, i);
                }
              }
              output.write(field, u);
            }
          });
      output.commit();
    }
    return file;
  }

  private CommandRun train(Path model, int iterations, Object... more) {
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
      iterations,
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
        CommandRun.of(
            "pde",
            "train",
            heat,
            "--variables",
            "u",
            "--model",
            "unet",
            "--centred",
            "--out",
            folder.resolve("net"));
    assertThat(unet.exitCode()).isEqualTo(2);
    assertThat(unet.err()).contains("--centred is given with --model unet");
  }

  @Test
  void learnsExplainsPredictsAndScores() {
    Path model = folder.resolve("model");
    CommandRun trained = train(model, 60, "--checkpoint", folder.resolve("stages"));
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    assertThat(trained.err()).isEmpty();
    assertThat(trained.out()).startsWith("u_t = 0.3 u_xx\n").contains("largest stable 0.4166");
    for (String picture : List.of("error-growth.png", "prediction.svg", "rollout.png")) {
      assertThat(model.resolve(picture)).isNotEmptyFile();
    }

    CommandRun again = train(model, 60, "--checkpoint", folder.resolve("stages"), "--force");
    assertThat(again.out()).isEqualTo(trained.out());

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

  /** The scheme that made the data is a kernel of three points: one convolution finds it. */
  @Test
  void aResidualBlockFindsTheKernelOfItsData() {
    Path model = folder.resolve("euler");
    CommandRun trained =
        CommandRun.of(
            "pde",
            "train",
            heat,
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
            model);
    assertThat(trained.err()).isEmpty();
    assertThat(trained.out())
        .startsWith("steps    median")
        .contains("largest stable 0.41666", "small waves about the mean");
    CommandRun explained = CommandRun.of("pde", "explain", model);
    assertThat(explained.out())
        .contains("by 1 convolution of 3 points", "along each axis: 1\n")
        .contains("u_t = 0.3 u_xx + terms of order 3", "by steps of 0.2, scheme euler");
    assertRunsFromItsFolder(model, 1e-5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--terms=poly:1", "--terms=symbolic:1", "--model=euler"})
  void aVariableIsLearnedHoweverSmallItIsBesideAnother(String option) {
    Path two =
        write("two.nc", DT, DX, Map.of("u", new double[] {NU, 1}, "v", new double[] {0.1, 1e-5}));
    Path model = folder.resolve("two");
    List<Object> arguments =
        new ArrayList<>(
            List.of("pde", "train", two, "--variables", "u,v", option, "--kernel", "3", "--steps"));
    arguments.addAll(List.of("1", "--iterations", "60", "--out", model));
    arguments.addAll(
        option.startsWith("--model")
            ? List.of("--layers", "1")
            : List.of("--accuracy", "0", "--penalties", "0,0"));
    CommandRun trained = CommandRun.of(arguments.toArray());
    assertThat(trained.err()).isEmpty();
    assertThat(CommandRun.of("pde", "explain", model).out())
        .contains("u_t = 0.3 u_xx", "v_t = 0.1 v_xx");
  }

  private static int framesOf(Path gif) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(gif.toFile())) {
      reader.setInput(in);
      return reader.getNumImages(true);
    } finally {
      reader.dispose();
    }
  }

  @Test
  void planesAreLearnedAndAnimated() throws IOException {
    Path plane = SampleFile.diffusion(folder.resolve("plane.nc"), 16);
    Path model = folder.resolve("model");
    CommandRun trained =
        CommandRun.of(
            "pde",
            "train",
            plane,
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
            "60",
            "--out",
            model);
    assertThat(trained.err()).isEmpty();
    assertThat(model.resolve("rollout.png")).isNotEmptyFile();
    assertThat(CommandRun.of("pde", "explain", model, "--at", plane, "--slice", "x=0:12").out())
        .containsPattern("u_t = 0.1 u_(xx|yy) \\+ 0.1 u_(xx|yy) \\+ terms")
        .contains("u: sum changes by", "that grows most is multiplied by 1.0000");
    Path gif = folder.resolve("frames.gif");
    Path out = folder.resolve("frames.nc");
    CommandRun predicted =
        CommandRun.of("pde", "predict", model, plane, "--steps", "3", "--out", out, "--gif", gif);
    assertThat(predicted.err()).isEmpty();
    assertThat(predicted.out()).endsWith("drew u to " + gif + System.lineSeparator());
    assertThat(framesOf(gif)).isEqualTo(4);
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
          {"--mask=nowhere", "mask is 0 at all points"},
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

  /** The data are of second order; the standard stencil of five points is of fourth. */
  @Test
  void aLearnedDiscretisationFindsTheStencilOfItsData() {
    Path model = folder.resolve("learned");
    CommandRun trained =
        CommandRun.of(
            "pde",
            "train",
            heat,
            "--variables",
            "u",
            "--model",
            "learned-fd",
            "--equation",
            "u_t = 0.3 u_xx",
            "--layers",
            "1",
            "--kernel",
            "5",
            "--steps",
            "1",
            "--iterations",
            "60",
            "--out",
            model);
    assertThat(trained.err()).isEmpty();
    CommandRun explained = CommandRun.of("pde", "explain", model, "--at", heat, "--from", "2");
    assertThat(explained.out())
        .startsWith("u_t = 0.3 u_xx\n\nat points; coefficients by a network of 1 layers")
        .contains("standard       -0.0833    1.3333   -2.5000    1.3333   -0.0833")
        .containsPattern("mean +-?0.00\\d\\d +(1.00|0.99)\\d\\d +-(2.00|1.99)")
        .contains("mean, least and most over the points of frame 2 of heat.nc")
        .contains("the disturbance that grows most is multiplied by 1.0");
    assertRunsFromItsFolder(model, 0.01);
  }

  @Test
  void aUnetForecastsAndSaysThatItHasNoEquation() {
    Path model = folder.resolve("unet");
    CommandRun trained =
        CommandRun.of(
            "pde",
            "train",
            heat,
            "--variables",
            "u",
            "--model",
            "unet",
            "--channels",
            "4",
            "--layers",
            "1",
            "--steps",
            "1",
            "--iterations",
            "60",
            "--optimizer",
            "adam:0.01:8",
            "--out",
            model);
    assertThat(trained.err()).isEmpty();
    assertThat(trained.out()).doesNotContain("u_t", "largest stable");
    assertThat(CommandRun.of("pde", "explain", model).out())
        .startsWith("U-Net: no equation stands behind it")
        .contains("grid halved 1 times, channels at the finest level: 4", "along each axis: 10\n")
        .contains("normalised: (u - ");
    assertRunsFromItsFolder(model, 0.5);
  }

  /** Forecasts from its folder a step, off by a part of what that step changes, and is scored. */
  private void assertRunsFromItsFolder(Path model, double part) {
    Path out = folder.resolve(model.getFileName() + ".nc");
    CommandRun run =
        CommandRun.of("pde", "predict", model, heat, "--from", "3", "--steps", "1", "--out", out);
    assertThat(run.exitCode()).as(run.err()).isZero();
    try (FieldFile file = FieldFile.open(out);
        FieldFile truth = FieldFile.open(heat);
        Tensor u = file.field("u").read();
        Tensor data = truth.field("u").read()) {
      double error = 0;
      double change = 0;
      for (int i = 0; i < POINTS; i++) {
        error += Math.abs(u.get(1, i) - data.get(4, i));
        change += Math.abs(data.get(4, i) - data.get(3, i));
      }
      assertThat(error / change).isLessThan(part);
    }
    assertThat(CommandRun.of("pde", "score", model, heat, "--steps", "2").out())
        .startsWith("steps    median");
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
    Path model = folder.resolve("model");
    Path stages = folder.resolve("stages");
    assertThat(train(model, 2, "--checkpoint", stages).exitCode()).isZero();
    CommandRun otherSeed = train(model, 2, "--checkpoint", stages, "--seed", "2", "--force");
    assertThat(otherSeed.exitCode()).isEqualTo(2);
    assertThat(otherSeed.err()).contains("seed 1").contains("choose another directory");
    CommandRun inside = train(model, 2, "--checkpoint", model.resolve("stages"), "--force");
    assertThat(inside.err()).contains("--checkpoint", "outside of the output folder");
    CommandRun score = CommandRun.of("pde", "score", model, heat, "--out", model, "--force");
    assertThat(score.err()).contains("outside of the output folder");
    assertThat(model.resolve("model.safetensors")).exists();
  }

  /** Waves of two points are multiplied by -1.4 at each step: data such a model would blow up. */
  @Test
  void stepsThatAreTooLongAreToldWithTheirLimit() {
    Path model = folder.resolve("model");
    Path fast = write("fast.nc", DT, DX, Map.of("u", new double[] {0.6 * DX * DX / DT, 1e-3}));
    CommandRun trained =
        CommandRun.of(
            "pde",
            "train",
            fast,
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
            "60",
            "--out",
            model);
    assertThat(trained.out()).contains("largest stable 0.16666");
    CommandRun run =
        CommandRun.of(
            "pde", "predict", model, fast, "--steps", "2", "--out", folder.resolve("p.nc"));
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("time step 0.2, largest stable 0.16666")
        .contains("wrote u after 0 to 2 steps");
  }

  @Test
  void modelsAreRefusedOtherGridsAndBadFiles() throws IOException {
    Path model = folder.resolve("model");
    train(model, 2);
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
