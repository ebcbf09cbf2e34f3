package org.sciml4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.sciml4j.core.stencil.BoundaryMode.PERIODIC;
import static org.sciml4j.core.stencil.BoundaryMode.VALID;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.io.FieldFile;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.fit.StencilFit;

/**
 * A real file with missing values (sea surface temperature, package {@code ferret-datasets}) and a
 * target that another tool computed from it.
 */
class ClimatologyTest {
  private static final Path COADS = Path.of("/usr/share/ferret-vis/data/coads_climatology.cdf");
  private static final double[][] LAPLACIAN = {{0, 1, 0}, {1, -4, 1}, {0, 1, 0}};

  @TempDir Path folder;

  @Test
  void findsTheLaplacianThatXarrayComputedAroundMissingValues() throws Exception {
    assumeTrue(Files.exists(COADS), "ferret-datasets is not installed");
    Path target = folder.resolve("laplacian.nc");
    long touched = laplacianByXarray(target);
    try (FieldFile sst = FieldFile.open(COADS);
        FieldFile laplacian = FieldFile.open(target)) {
      StencilFit fit =
          StencilFit.between(sst.field("SST"), laplacian.field("LAPLACIAN"))
              .size(3)
              .boundary(VALID, PERIODIC)
              .fit();
      assertThat(fit.leftOut()).isEqualTo(touched);
      assertThat(fit.samples() + fit.leftOut()).isEqualTo(12L * 88 * 180);
      Stencil stencil = fit.stencil();
      for (int i = -1; i <= 1; i++) {
        for (int j = -1; j <= 1; j++) {
          assertThat(stencil.coefficient(i, j)).isCloseTo(LAPLACIAN[i + 1][j + 1], within(1e-6));
        }
      }
    }
  }

  /** Runs the script beside this test; returns the number of 3x3 boxes with something missing. */
  private long laplacianByXarray(Path target) throws IOException, InterruptedException {
    Path script = folder.resolve("index_laplacian.py");
    try (InputStream text = getClass().getResourceAsStream("index_laplacian.py")) {
      Files.copy(text, script);
    }
    Optional<String> python = pythonWithXarray();
    assumeTrue(python.isPresent(), "no Python with xarray here");
    Process process =
        new ProcessBuilder(
                python.get(),
                "-W",
                "ignore",
                script.toString(),
                COADS.toString(),
                target.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return Long.parseLong(output.strip());
  }

  private static Optional<String> pythonWithXarray() throws InterruptedException {
    for (String python : List.of("python3", "/usr/bin/python3")) {
      try {
        Process process =
            new ProcessBuilder(python, "-c", "import xarray, netCDF4")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() == 0) {
          return Optional.of(python);
        }
      } catch (IOException _) {
        continue;
      }
    }
    return Optional.empty();
  }
}
