package org.sciml4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldOutput;
import org.sciml4j.io.FieldWriter;

/** A network trains on a file larger than the heap, read batch by batch. */
class StreamedTrainingTest {
  private static final int FRAMES = 64;
  private static final int N = 512;

  @Test
  void trainsOnAFileLargerThanTheHeap(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("large.nc");
    write(file);
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx40m",
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                StreamedTrainingProgram.class.getName(),
                file.toString())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();

    List<String> printed = Files.readAllLines(out, StandardCharsets.UTF_8);
    for (int k = 0; k < 9; k++) {
      assertThat(Double.parseDouble(printed.get(k))).isCloseTo(k == 3 ? 1 : 0, within(1e-3));
    }
    assertThat(Files.size(file)).isGreaterThan(Long.parseLong(printed.get(9)));
  }

  /** White noise that moves by one point along x at each time. */
  private static void write(Path file) {
    List<Axis> axes =
        List.of(
            Axis.uniform("time", AxisKind.TIME, "s", FRAMES, 0, 1),
            Axis.uniform("y", AxisKind.Y, "m", N, 0, 1),
            Axis.uniform("x", AxisKind.X, "m", N, 0, 1));
    SplittableRandom random = new SplittableRandom(1);
    float[] first = new float[N * N];
    for (int i = 0; i < first.length; i++) {
      first[i] = (float) random.nextGaussian();
    }
    try (Tensor values = Tensor.zeros(DType.F32, FRAMES, N, N);
        FieldOutput output =
            FieldWriter.netcdf(file)
                .axes(axes)
                .variable("T", "K", DType.F32, "time", "y", "x")
                .open()) {
      for (int t = 0; t < FRAMES; t++) {
        for (int y = 0; y < N; y++) {
          for (int x = 0; x < N; x++) {
            values.setFlat(((long) t * N + y) * N + x, first[y * N + Math.floorMod(x - t, N)]);
          }
        }
      }
      output.write("T", values).commit();
    }
  }
}
