package org.sciml4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
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

/** {@code --terms varying} on {@code u_t = a(x) u_x + 0.3 u_xx + f(u)}, made by forward Euler. */
class PdeVaryingTest {
  private static final Path TRACER = Path.of("../examples/data/stirred-tracer-2d.nc");
  private static final int POINTS = 24;
  private static final int FRAMES = 21;
  private static final double DT = 0.1;
  private static final double DX = 0.5;

  @TempDir Path folder;

  private static double wind(double x) {
    return 0.3 + 0.5 * Math.sin(2 * Math.PI * x / (POINTS * DX));
  }

  private Path data(double size, double mean, DoubleUnaryOperator f) {
    Path file = folder.resolve("data.nc");
    FieldWriter writer =
        FieldWriter.netcdf(file)
            .axis(Axis.uniform("time", AxisKind.TIME, "seconds since 2000-01-01", FRAMES, 0, DT))
            .axis(Axis.uniform("x", AxisKind.X, "m", POINTS, 0, DX))
            .variable("u", "K", DType.F64, "time", "x")
            .variable("v", "K", DType.F64, "time", "x")
            .variable("sea", "1", DType.F64, "x");
    try (Tensor u = Tensor.zeros(DType.F64, FRAMES, POINTS);
        Tensor sea = Tensor.zeros(DType.F64, POINTS);
        FieldOutput output = writer.open()) {
      for (int i = 0; i < POINTS; i++) {
        u.set(mean + size * RandomKey.of(5).normal(i), 0, i);
        sea.set(i == 7 ? 0 : 1, i);
      }
      for (int n = 1; n < FRAMES; n++) {
        for (int i = 0; i < POINTS; i++) {
          double left = u.get(n - 1, (i + POINTS - 1) % POINTS);
          double right = u.get(n - 1, (i + 1) % POINTS);
          double here = u.get(n - 1, i);
          double rate =
              wind(i * DX) * (right - left) / (2 * DX)
                  + 0.3 * (left - 2 * here + right) / (DX * DX)
                  + f.applyAsDouble(here);
          u.set(here + DT * rate, n, i);
        }
      }
      output.write("u", u);
      output.write("v", u);
      output.write("sea", sea);
      output.commit();
    }
    return file;
  }

  private static CommandRun train(Path data, Path model, String more) {
    return CommandRun.line(
        "pde train " + data + " --variables u --accuracy 0 --kernel 3 --out " + model + " " + more);
  }

  private static double[] read(Path model, String name) {
    try (FieldFile file = FieldFile.open(model.resolve("coefficients.nc"));
        Tensor values = file.field(name).read()) {
      return values.toDoubles();
    }
  }

  @Test
  void findsTheWindAndGoesOnFromItsFiles() throws Exception {
    Path data = data(1, 0, u -> 0);
    Path model = folder.resolve("model");
    String options =
        "--terms varying:8 --steps 1 --smoothness 1e-10 --iterations 120 --checkpoint "
            + folder.resolve("stages");
    CommandRun trained = train(data, model, options);
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    assertThat(trained.out())
        .startsWith("u_t = c_u_x u_x + 0.3 u_xx\n")
        .contains("over x", "zero at the least stable point", "coefficients.nc");
    double[] exact = new double[POINTS];
    Arrays.setAll(exact, i -> wind(i * DX));
    assertThat(read(model, "c_u_x")).containsExactly(exact, within(0.005));
    assertThat(read(model, "c_u")).containsOnly(new double[POINTS], within(0.005));
    for (String picture : List.of("coefficients.png", "coefficients.svg")) {
      assertThat(model.resolve(picture)).isNotEmptyFile();
    }
    assertThat(Files.readString(model.resolve("coefficients.svg"))).contains("Coefficients of u_t");

    assertThat(train(data, model, options + " --force").out()).isEqualTo(trained.out());
    CommandRun explained = CommandRun.of("pde", "explain", model, "--at", data);
    assertThat(explained.out())
        .startsWith(trained.out().substring(0, trained.out().indexOf("\n\nsteps")))
        .contains("a step from frame 0", "by steps of 0.1, scheme euler, boundaries periodic");
    CommandRun predicted =
        CommandRun.of("pde", "predict", model, data, "--steps", 20, "--out", folder + "/p.nc");
    assertThat(predicted.exitCode()).as(predicted.err()).isZero();
    try (FieldFile file = FieldFile.open(folder.resolve("p.nc"));
        FieldFile truth = FieldFile.open(data);
        Tensor u = file.field("u").read();
        Tensor expected = truth.field("u").read()) {
      assertThat(u.toDoubles()).containsExactly(expected.toDoubles(), within(0.002));
    }
    assertThat(CommandRun.of("pde", "score", model, data, "--steps", 5).out())
        .contains("16 rollouts");
    CommandRun elsewhere =
        CommandRun.of("pde", "score", model, data, "--steps", 5, "--slice", "x=2:");
    assertThat(elsewhere.exitCode()).isEqualTo(2);
    assertThat(elsewhere.err())
        .contains("22 points of x from 1 to 11.5", "24 points")
        .hasLineCount(1);
  }

  @Test
  void aFunctionOfTheVariableIsFoundBesideThem() {
    Path data = data(0.3, 0.5, u -> u * (1 - u));
    CommandRun trained =
        train(
            data,
            folder.resolve("model"),
            "--terms varying:4 --source 2 --steps 1 --smoothness 1e-10 --iterations 200");
    assertThat(trained.out()).as(trained.err()).contains(" u_xx + f(u)\n");
    List<String> table =
        trained
            .out()
            .lines()
            .dropWhile(line -> !line.startsWith("u     "))
            .skip(1)
            .limit(5)
            .toList();
    for (String row : table) {
      String[] numbers = row.split(" +");
      double u = Double.parseDouble(numbers[0]);
      assertThat(Double.parseDouble(numbers[1])).isCloseTo(u * (1 - u), within(0.02));
    }
    assertThat(table).hasSize(5);
  }

  @Test
  void nothingIsSaidOfMaskedPoints() {
    CommandRun trained =
        train(
            data(1, 0, u -> 0),
            folder.resolve("model"),
            "--terms varying:4:1 --mask sea --centred --steps 0 --iterations 30 --force");
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    double[] wind = read(folder.resolve("model"), "c_u_x");
    for (int i = 0; i < POINTS; i++) {
      assertThat(Double.isNaN(wind[i])).isEqualTo(i == 7);
    }
  }

  /** The flow of the example, by kernels that are learnt. */
  @Test
  void findsTheFlowThatStirsATracer() {
    Path model = folder.resolve("stirred");
    CommandRun trained =
        CommandRun.line(
            "pde train "
                + TRACER
                + " --variables q --terms varying:4 --centred --steps 0 --iterations 60"
                + " --slice time=:8 --out "
                + model);
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    assertThat(error(model, "c_q_x", (x, y) -> -0.5 - Math.sin(y))).isLessThan(0.05);
    assertThat(error(model, "c_q_y", (x, y) -> -0.8 * Math.sin(x))).isLessThan(0.05);
    assertThat(error(model, "c_q_xx", (x, y) -> 0.05)).isLessThan(0.15);
    assertThat(error(model, "c_q_yy", (x, y) -> 0.05)).isLessThan(0.15);
  }

  private static double error(Path model, String name, DoubleBinaryOperator truth) {
    double[] found = read(model, name);
    int n = (int) Math.sqrt(found.length);
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < found.length; i++) {
      double exact = truth.applyAsDouble(2 * Math.PI * (i % n) / n, 2 * Math.PI * (i / n) / n);
      difference += (found[i] - exact) * (found[i] - exact);
      norm += exact * exact;
    }
    return Math.sqrt(difference / norm);
  }

  @Test
  void wrongOptionsAreRefusedInOneLine() throws Exception {
    Path data = data(1, 0, u -> 0);
    Path taken = Files.createDirectory(folder.resolve("taken"));
    Files.writeString(taken.resolve("file"), "");
    String[][] wrong = {
      {"--terms varying --variables u,v", "one variable, whose coefficients vary"},
      {"--terms varying:0", "cells is 0"},
      {"--terms varying:13", "at most its 24 points"},
      {"--terms varying:4:0", "degree is 0"},
      {"--terms varying:many", "varying:CELLS:DEGREE"},
      {"--terms varying:4x4", "each of the 1 axes"},
      {"--terms varying:4:2:1", "at most 2 numbers"},
      {"--terms varies:4", "varying:CELLS:DEGREE"},
      {"--terms varying --model unet", "--terms"},
      {"--terms varying --penalties 0,0", "--penalties is given with --terms varying"},
      {"--terms varying --stability 1", "--stability is given with --terms varying"},
      {"--terms varying --upwind", "--upwind is given with --terms varying"},
      {"--terms varying --channels 3", "--channels"},
      {"--terms varying --smoothness -1", "--smoothness is -1"},
      {"--terms varying --source 0", "--source is 0"},
      {"--terms varying --order 5 --kernel 7", "order is 5"},
      {"--terms poly:1 --source 3", "--source is given without --terms varying"},
      {"--terms poly:1 --smoothness 1", "--smoothness is given without --terms varying"},
      {"--terms varying --out " + taken, "exists already"},
    };
    for (String[] one : wrong) {
      String line = one[0].contains("--variables") ? one[0] : one[0] + " --variables u";
      line = line.contains("--out") ? line : line + " --out " + folder.resolve("new");
      CommandRun run = CommandRun.line("pde train " + data + " --iterations 1 " + line);
      assertThat(run.exitCode()).as(line + run.out()).isEqualTo(2);
      assertThat(run.err()).as(line).contains(one[1]).hasLineCount(1);
      assertThat(folder.resolve("new")).doesNotExist();
    }
  }
}
