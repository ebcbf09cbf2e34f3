package org.sciml4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sciml4j.cli.HeatFile.DT;
import static org.sciml4j.cli.HeatFile.DX;
import static org.sciml4j.cli.HeatFile.NU;
import static org.sciml4j.cli.HeatFile.POINTS;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldFile;

/** What {@code sciml pde} trains, explains and runs of each kind of model. */
class PdeModelsTest {
  @TempDir private static Path folder;
  private static Path heat;
  private static Path two;

  @BeforeAll
  static void write() {
    heat = HeatFile.write(folder.resolve("heat.nc"));
    two =
        HeatFile.write(
            folder.resolve("two.nc"),
            DT,
            DX,
            Map.of("u", new double[] {NU, 1}, "v", new double[] {0.1, 1e-5}));
  }

  /** The scheme that made the data is a kernel of three points: one convolution finds it. */
  @Test
  void aResidualBlockFindsTheKernelOfItsData() {
    Path model = folder.resolve("euler");
    CommandRun trained =
        CommandRun.line(
            "pde train %s --variables u --model euler --layers 1 --kernel 3 --steps 1 --iterations 100 --out %s"
                .formatted(heat, model));
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
        CommandRun.line(
            "pde train %s --variables u --model unet --channels 4 --layers 1 --steps 1 --iterations 60 --optimizer adam:0.01:8 --out %s"
                .formatted(heat, model));
    assertThat(trained.err()).isEmpty();
    assertThat(trained.out()).doesNotContain("u_t", "largest stable");
    assertThat(CommandRun.of("pde", "explain", model).out())
        .startsWith("U-Net: no equation stands behind it")
        .contains("grid halved 1 times, channels at the finest level: 4", "along each axis: 10\n")
        .contains("normalised: (u - ");
    assertRunsFromItsFolder(model, 0.5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--terms poly:1 --accuracy 0 --penalties 0,0",
        "--terms symbolic:1 --accuracy 0 --penalties 0,0",
        "--model euler --layers 1"
      })
  void aVariableIsLearnedHoweverSmallItIsBesideAnother(String options) {
    Path model = folder.resolve("two");
    CommandRun trained =
        CommandRun.line(
            "pde train %s --variables u,v --kernel 3 --steps 1 --iterations 60 --force --out %s %s"
                .formatted(two, model, options));
    assertThat(trained.err()).isEmpty();
    assertThat(CommandRun.of("pde", "explain", model).out())
        .contains("u_t = 0.3 u_xx", "v_t = 0.1 v_xx");
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
}
