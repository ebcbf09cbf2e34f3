package org.sciml4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ExamplesTest {
  private static final Path DATA = Path.of("data");

  @Test
  void fitsAndSteps() throws Exception {
    assertThat(Printed.by(out -> FitAndStep.run(DATA.resolve("heat-2d.nc"), out)))
        .containsSubsequence(
            "   0   0.4     0\n",
            "   0.4  -1.6   0.4\n",
            "   0   0.4     0\n",
            "0.1 m²/s × 5-point Laplacian\n",
            "after 23 steps the run differs from the file by less than 1e-8 K: true\n");
  }

  @Test
  void fitsANoisyField() throws Exception {
    assertThat(Printed.by(out -> FitNoisyField.run(DATA.resolve("heat-2d.nc"), out)))
        .containsSubsequence(
            "T is noisy (standard deviation about 0.",
            "Remedy: an instrument lagged in time (time=1)\n",
            "least squares: kappa = 0.1089 m2/s (true 0.1)\n",
            "instrument   : kappa = 0.0999 m2/s (true 0.1)\n");
  }

  @Test
  void comparesLaplacians() throws Exception {
    Printed.asIn("CompareLaplacians.txt", CompareLaplacians::run);
  }

  @Test
  void exportsToC() throws Exception {
    assertThat(Printed.by(out -> ExportToC.run(DATA.resolve("waves-1d.nc"), out)))
        .containsSubsequence(
            "// out = K*u, a finite-difference stencil applied to a 1-D field, double precision.\n",
            "    sum += 256.51489",
            "    sum -= 522.02865",
            "    sum += 256.51489",
            "void acceleration(const double *restrict u, double *restrict out, ptrdiff_t n0) {\n",
            "void acceleration_step(");
  }

  @Test
  void localizesGradients() throws Exception {
    assertThat(Printed.by(out -> LocalizedGradient.run(DATA.resolve("composite-2d.nc"), out)))
        .containsSubsequence("30 random cells: 0.71 %\n", "2 delta cells:   0.70 %\n");
  }
}
