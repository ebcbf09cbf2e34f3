package org.sciml4j.sindy.weak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.FieldSource;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.sindy.pde.PdeLibrary;
import org.sciml4j.sindy.pde.PdeModel;
import org.sciml4j.sindy.pde.Recovery;
import org.sciml4j.sindy.regression.ModifiedStlsq;
import org.sciml4j.sindy.simulation.pde.Pdes;

/** A field of 4 GB in a heap of 512 MB. */
class LargeFieldTest {
  /** The Cole-Hopf image of 1 + Σ a_k exp(-ν k² t) cos k(x - φ_k), exact at any time. */
  private record Generated(SpaceGrid grid, FieldAxis time, double[][] cosines, double[][] sines)
      implements FieldSource {
    private static final double[] AMPLITUDES = {0.4, 0.25, 0.15};
    private static final double VISCOSITY = 0.1;

    static Generated of(int points, int frames) {
      FieldAxis x = FieldAxis.periodic("x", 0, 2 * Math.PI * points / 1024, points);
      double[][] cosines = new double[3][points];
      double[][] sines = new double[3][points];
      for (int k = 0; k < 3; k++) {
        for (int i = 0; i < points; i++) {
          cosines[k][i] = Math.cos((k + 1) * x.coordinate(i) - k);
          sines[k][i] = Math.sin((k + 1) * x.coordinate(i) - k);
        }
      }
      FieldAxis time = FieldAxis.bounded("t", 0, 8.0 / frames, frames);
      return new Generated(SpaceGrid.of(x), time, cosines, sines);
    }

    @Override
    public List<String> names() {
      return List.of("u");
    }

    @Override
    public void read(int frame, double[][] into) {
      double[] decayed = new double[3];
      for (int k = 0; k < 3; k++) {
        int wave = (k + 1) * (k + 1);
        decayed[k] = AMPLITUDES[k] * Math.exp(-VISCOSITY * wave * time.coordinate(frame));
      }
      double[] u = into[0];
      for (int i = 0; i < u.length; i++) {
        double phi = 1;
        double slope = 0;
        for (int k = 0; k < 3; k++) {
          phi += decayed[k] * cosines[k][i];
          slope -= (k + 1) * decayed[k] * sines[k][i];
        }
        u[i] = -2 * VISCOSITY * slope / phi;
      }
    }
  }

  private static double error(int points, int frames, int stride) {
    Generated data = Generated.of(points, frames);
    WeakForm form =
        new WeakForm(List.of(new TestFunction(100, 10, stride)), new TestFunction(100, 10, stride));
    PdeModel model =
        PdeModel.fit(
            form,
            data,
            PdeLibrary.of(3, 3).derivativesOfMonomials(data),
            ModifiedStlsq.published());
    return Recovery.largestError(model, Pdes.conservativeBurgers(0.1));
  }

  /** Prints the largest error of a coefficient for 65536 points and 8192 frames. */
  public static void main(String[] args) {
    System.out.println(error(65536, 8192, 64));
  }

  @Test
  void isReadFrameByFrame() {
    assertThat(error(1024, 600, 20)).isLessThan(1e-6);
  }

  @Tag("long")
  @Test
  void fitsIntoHalfAGigabyte() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                LargeFieldTest.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(Double.parseDouble(printed.strip())).isLessThan(1e-6);
  }
}
