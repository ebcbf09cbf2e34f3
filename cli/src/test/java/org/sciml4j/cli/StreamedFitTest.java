package org.sciml4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldOutput;
import org.sciml4j.io.FieldWriter;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.fit.StencilFit;

/** A file of two gigabytes is fitted in a heap of 256 MB, about as fast as it can be read. */
@Tag("long")
class StreamedFitTest {
  private static final int FRAMES = 256;
  private static final int N = 1024;
  private static final List<Axis> AXES =
      List.of(
          Axis.uniform("time", AxisKind.TIME, "s", FRAMES, 0, 0.5),
          Axis.uniform("y", AxisKind.Y, "m", N, 0, 1),
          Axis.uniform("x", AxisKind.X, "m", N, 0, 1));

  @Test
  void fitsTwoGigabytesInASmallHeap(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("large.nc");
    try (Tensor values = Tensor.zeros(DType.F64, FRAMES, N, N)) {
      SplittableRandom random = new SplittableRandom(1);
      for (long i = 0; i < values.count(); i++) {
        values.setFlat(i, random.nextDouble());
      }
      write(path, values);
      assertThat(Files.size(path)).isGreaterThan(2L << 30);
      Stencil expected =
          StencilFit.timeDerivativeOf(new TensorField("T", "K", AXES, values))
              .boundary(BoundaryMode.PERIODIC)
              .fit()
              .stencil();

      List<String> printed = runInSmallHeap(path);
      double[] coefficients = expected.coefficients();
      for (int k = 0; k < coefficients.length; k++) {
        double difference = Double.parseDouble(printed.get(k)) - coefficients[k];
        assertThat(Math.abs(difference)).isLessThan(1e-12 * expected.largestCoefficient());
      }
      double fit = Double.parseDouble(printed.get(coefficients.length));
      double read = Double.parseDouble(printed.get(coefficients.length + 1));
      assertThat(fit).isLessThan(1.5 * read);
    }
  }

  private static void write(Path path, Tensor values) {
    try (FieldOutput output =
        FieldWriter.netcdf(path)
            .axes(AXES)
            .variable("T", "K", DType.F64, "time", "y", "x")
            .open()) {
      output.write("T", values).commit();
    }
  }

  private static List<String> runInSmallHeap(Path file) throws IOException, InterruptedException {
    Path out = file.resolveSibling("out.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                StreamedFitProgram.class.getName(),
                file.toString())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    return Files.readAllLines(out, StandardCharsets.UTF_8);
  }
}
