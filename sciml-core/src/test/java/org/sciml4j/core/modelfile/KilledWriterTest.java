package org.sciml4j.core.modelfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class KilledWriterTest {
  private static final long COUNT = 300_000;

  @TempDir Path folder;

  /** Replaces a file for ever: the n-th has n in every element and in its metadata. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) {
      try (Tensor values = Tensor.zeros(DType.F32, COUNT)) {
        for (int n = 0; n >= 0; n++) {
          values.fill(n);
          SafetensorsFile.write(
              Path.of(arguments[0]), Map.of("w", values), Map.of("n", Integer.toString(n)));
        }
      }
    }
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void leaves_a_whole_file_when_killed_at_any_moment() throws IOException, InterruptedException {
    Path path = folder.resolve("checkpoint.safetensors");
    Random moments = new Random(1);
    for (int kill = 0; kill < 4; kill++) {
      Files.deleteIfExists(path);
      Process writer =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  "--enable-native-access=ALL-UNNAMED",
                  Writer.class.getName(),
                  path.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      while (!Files.exists(path) && writer.isAlive()) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      TimeUnit.MILLISECONDS.sleep(20 + moments.nextInt(150));
      writer.destroyForcibly().waitFor();
      try (SafetensorsFile file = SafetensorsFile.open(path);
          Tensor values = file.read("w")) {
        assertThat(values.toDoubles())
            .hasSize((int) COUNT)
            .containsOnly(Double.parseDouble(file.metadata().get("n")));
      }
    }
  }
}
