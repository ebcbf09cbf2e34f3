package org.sciml4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldFile;
import org.sciml4j.io.FileField;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.StencilFile;

/** What can be done with a stencil once there is one, and the commands beside. */
class StencilCommandsTest {
  @TempDir Path folder;

  @Test
  void showExplainsAClassicalStencil() {
    CommandRun run = CommandRun.of("stencil", "show", "laplacian", "--order", "4", "--dims", "2");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains(
            "9-point cross Laplacian of order 4",
            "1/12 [0 0 -1 0 0; 0 0 16 0 0; -1 16 -60 16 -1; 0 0 16 0 0; 0 0 -1 0 0] / h²",
            "K u = u_xx + u_yy - (h⁴/90) (u_xxxxxx + u_yyyyyy) + O(h⁶)",
            "Fornberg");
  }

  @Test
  void showTellsTheStabilityOfBothSigns() {
    assertThat(CommandRun.of("stencil", "show", "upwind-x-1").out())
        .contains("of du/dt = K u", "of du/dt = -K u", "forward Euler: stable for dt <= 1,");
  }

  @Test
  void showRefusesASpacingThatIsNoLength() {
    for (String spacing : new String[] {"-1", "0", "nan", "infinity"}) {
      CommandRun run = CommandRun.of("stencil", "show", "laplacian", "--spacing=" + spacing);
      assertThat(run.exitCode()).isNotZero();
      assertThat(run.err()).contains("spacing");
    }
  }

  @Test
  void showReadsAFitWithoutItsRounding() throws IOException {
    Path file = folder.resolve("stencil.json");
    Files.writeString(
        file,
        """
        {"inputs":["T"],
         "kernels":{"T":[[1e-17,0.4,-1e-17],[0.4,-1.6,0.4],[1e-17,0.4,2e-17]]},
         "standardErrors":{"T":[[1e-16,1e-3,1e-16],[1e-3,1e-3,1e-3],[1e-16,1e-3,1e-16]]},
         "bias":0.0,"dims":["y","x"],"spacing":[0.5,0.5],"boundary":"periodic"}
        """);
    CommandRun run = CommandRun.of("stencil", "show", file);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("K u = 0.1 (u_xx + u_yy) + 0.1 (h²/12) (u_xxxx + u_yyyy) + O(h⁴)")
        .contains("errors     ")
        .doesNotContain("e-17");
  }

  @Test
  void showListsTheCatalogue() {
    assertThat(CommandRun.of("stencil", "show", "--list", "--dims", "3").out())
        .startsWith("3-D")
        .contains("laplacian-7-point")
        .doesNotContain("2-D");
  }

  @Test
  void applyGivesWhatTheStencilSaysOnEveryFrame() {
    Path input = SampleFile.diffusion(folder.resolve("input.nc"), 3);
    Path kernel = kernel();
    Path result = folder.resolve("result.nc");
    CommandRun run =
        CommandRun.of("stencil", "apply", kernel, input, "-v", "u", "--out", result, "--as", "Lu");
    assertThat(run.exitCode()).as(run.err()).isZero();
    try (FieldFile before = FieldFile.open(input);
        FieldFile after = FieldFile.open(result);
        Tensor u = before.field("u").read();
        Tensor lu = after.field("Lu").read()) {
      long[] last = {2, SampleFile.ROWS - 1, SampleFile.COLUMNS - 1};
      double expected =
          u.get(2, last[1] - 1, last[2])
              + u.get(2, 0, last[2])
              + u.get(2, last[1], last[2] - 1)
              + u.get(2, last[1], 0)
              - 4 * u.get(last);
      assertThat(lu.get(last)).isCloseTo(expected, within(1e-14));
    }
  }

  @Test
  void applyFindsTheAxesOfTheStencilByNameInAnyOrder() {
    Path input = SampleFile.transposed(folder.resolve("input.nc"), 2);
    Stencil derivativeAlongY = Stencil.dense(new double[] {1, 1}, new double[][] {{-1}, {0}, {1}});
    Path kernel = folder.resolve("stencil.json");
    StencilFile.of("u", derivativeAlongY, BoundaryMode.VALID, BoundaryMode.PERIODIC).write(kernel);
    Path result = folder.resolve("result.nc");
    CommandRun run = CommandRun.of("stencil", "apply", kernel, input, "--out", result);
    assertThat(run.exitCode()).as(run.err()).isZero();
    try (FieldFile before = FieldFile.open(input);
        FieldFile after = FieldFile.open(result);
        Tensor u = before.field("u").read();
        Tensor ku = after.field("K_u").read()) {
      assertThat(ku.shape()).containsExactly(2, SampleFile.COLUMNS, SampleFile.ROWS - 2);
      for (long x = 0; x < SampleFile.COLUMNS; x++) {
        for (long y = 0; y < SampleFile.ROWS - 2; y++) {
          assertThat(ku.get(1, x, y)).isCloseTo(u.get(1, x, y + 2) - u.get(1, x, y), within(1e-14));
        }
      }
    }
  }

  @Test
  void applyTrimsTheAxesOfAValidBoundary() {
    Path input = SampleFile.diffusion(folder.resolve("input.nc"), 2);
    Path result = folder.resolve("result.nc");
    CommandRun run =
        CommandRun.of(
            "stencil", "apply", kernel(), input, "-v", "u", "-o", result, "--boundary", "valid");
    assertThat(run.exitCode()).as(run.err()).isZero();
    try (FieldFile file = FieldFile.open(result)) {
      FileField field = file.field("K_u");
      assertThat(field.shape()).containsExactly(2, SampleFile.ROWS - 2, SampleFile.COLUMNS - 2);
      assertThat(field.axes().get(2).coordinates()[0]).isEqualTo(1);
      try (Tensor one = Tensor.zeros(DType.F64, 1)) {
        field.read(new Region(new long[] {1, 3, 4}, new long[] {1, 1, 1}), one);
        assertThat(one.getFlat(0)).isFinite();
      }
    }
  }

  @Test
  void exportPrintsOrWritesSource() throws IOException {
    Path kernel = kernel();
    CommandRun printed = CommandRun.of("stencil", "export", kernel, "--language", "c");
    assertThat(printed.out()).contains("void apply_stencil(");
    Path target = folder.resolve("laplacian.f90");
    CommandRun written =
        CommandRun.of(
            "stencil",
            "export",
            kernel,
            "--language",
            "fortran",
            "--name",
            "laplacian",
            "--dtype",
            "f32",
            "--boundary",
            "zero,periodic",
            "--out",
            target);
    assertThat(written.exitCode()).as(written.err()).isZero();
    assertThat(Files.readString(target)).contains("subroutine laplacian");
  }

  @Test
  void exportTakesTheNameOfAClassicalStencil() {
    CommandRun run =
        CommandRun.of(
            "stencil", "export", "laplacian", "--spacing", "0.5", "--dims", "1", "--language", "c");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("void apply_stencil(", "sum -= 8.0 * u[i0]");
    CommandRun ofFile =
        CommandRun.of("stencil", "export", kernel(), "--spacing", "2", "--language", "c");
    assertThat(ofFile.exitCode()).isEqualTo(2);
    assertThat(ofFile.err()).contains("--spacing");
  }

  @Test
  void applyPutsAClassicalStencilOnTheGridOfTheField() {
    Path input = SampleFile.diffusion(folder.resolve("input.nc"), 2);
    Path byName = folder.resolve("name.nc");
    Path byFile = folder.resolve("file.nc");
    CommandRun run =
        CommandRun.of("stencil", "apply", "laplacian", input, "-v", "u", "--out", byName);
    assertThat(run.exitCode()).as(run.err()).isZero();
    CommandRun.of(
        "stencil", "apply", kernel(), input, "-v", "u", "-o", byFile, "--boundary", "valid");
    try (FieldFile one = FieldFile.open(byName);
        FieldFile other = FieldFile.open(byFile);
        Tensor named = one.field("K_u").read();
        Tensor read = other.field("K_u").read()) {
      assertThat(named.shape()).containsExactly(2, SampleFile.ROWS - 2, SampleFile.COLUMNS - 2);
      for (long i = 0; i < named.count(); i++) {
        assertThat(named.getFlat(i)).isEqualTo(read.getFlat(i));
      }
    }
  }

  @Test
  void applyRefusesAClassicalStencilWithoutAField() {
    Path input = SampleFile.diffusion(folder.resolve("input.nc"), 2);
    Path result = folder.resolve("result.nc");
    CommandRun run = CommandRun.of("stencil", "apply", "laplacian", input, "--out", result);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--variable");
    assertThat(result).doesNotExist();
  }

  @Test
  void inspectTellsSpacingAndWhatToFit() {
    Path input = SampleFile.stretched(folder.resolve("input.nc"));
    CommandRun run = CommandRun.of("inspect", input);
    assertThat(run.out())
        .contains("double u(time, y, x)", "y: 12 points, 0 to 11 m, spacing 1", "not uniform")
        .contains("--variable u --time-derivative --dims y");
  }

  @Test
  void theCommandThatInspectProposesCanBePasted() {
    SampleFile.diffusion(folder.resolve("my run_1.nc"), 2);
    String pattern = folder.resolve("my run_*.nc").toString();
    assertThat(CommandRun.of("inspect", pattern).out())
        .contains("fit: sciml stencil fit '" + pattern + "' --variable u --time-derivative");
  }

  @Test
  void doctorAnswersEveryQuestion() {
    CommandRun run = CommandRun.of("doctor");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines().map(line -> line.split(" ")[0]))
        .containsExactly(
            "SciML4J",
            "JDK",
            "system",
            "SIMD",
            "kernels",
            "threads",
            "memory",
            "ND4J",
            "GPU",
            "NetCDF-4");
    assertThat(run.out()).contains("CpuBackend");
  }

  @Test
  void helpAndVersionAnswerEverywhere() {
    assertThat(CommandRun.of("--version").out()).startsWith("SciML4J ");
    assertThat(CommandRun.of("--help").out()).contains("inspect", "stencil", "doctor", "bench");
    for (String command : new String[] {"fit", "show", "apply", "export"}) {
      CommandRun run = CommandRun.of("stencil", command, "--help");
      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).startsWith("Usage: sciml stencil " + command);
    }
  }

  @Test
  void unforeseenFailuresAreOneLineWithAHint() {
    CommandRun run = CommandRun.of("stencil", "show", "laplacian", "--out", "\0");
    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err().strip().lines()).hasSize(1);
  }

  private Path kernel() {
    Path kernel = folder.resolve("kernel");
    CommandRun run = CommandRun.of("stencil", "show", "laplacian", "--out", kernel);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return kernel;
  }
}
