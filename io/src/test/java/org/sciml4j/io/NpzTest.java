package org.sciml4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.core.nn.layer.Dense;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class NpzTest {
  @TempDir Path folder;

  private Path path() {
    return folder.resolve("a.npz");
  }

  private static Map<String, Tensor> arrays() {
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    Tensor large = Tensor.zeros(DType.F32, 3, 200_000);
    for (long i = 0; i < large.count(); i++) {
      large.setFlat(i, Math.cos(i));
    }
    arrays.put("large", large);
    arrays.put("../../etc/passwd", Tensor.of(new double[] {1, 2}, 2));
    arrays.put("", Tensor.of(new float[0], 0, 3));
    return arrays;
  }

  private static void write(Path path, Map<String, Tensor> arrays, boolean compressed) {
    if (compressed) {
      Npz.writeCompressed(path, arrays);
    } else {
      Npz.write(path, arrays);
    }
  }

  @Test
  void returns_the_parameters_of_a_model_by_their_paths() {
    Model model = Model.of(Sequential.of(Dense.of(5), Dense.of(2)), DType.F32, 3);
    try (Parameters trained = model.initialize(RandomKey.of(1))) {
      Npz.write(path(), trained.asMap());
      try (Parameters read = Parameters.of(Npz.read(path()))) {
        read.requireFor(model.parameters());
        assertThat(read.names()).containsExactlyElementsOf(trained.names());
        trained
            .asMap()
            .forEach(
                (name, tensor) ->
                    assertThat(read.get(name).toFloats()).containsExactly(tensor.toFloats()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void returns_what_was_written(boolean compressed) {
    Map<String, Tensor> written = arrays();
    write(path(), written, compressed);
    assertThat(Npz.names(path())).containsExactlyElementsOf(written.keySet());
    Npz.read(path())
        .forEach(
            (name, read) -> {
              assertThat(read).hasToString(written.get(name).toString());
              assertThat(read.toDoubles()).isEqualTo(written.get(name).toDoubles());
            });
    assertThat(Npz.read(path(), "../../etc/passwd").toDoubles()).containsExactly(1, 2);
    assertThat(folder.toFile().list()).containsExactly("a.npz");
  }

  @Test
  void equal_arrays_give_equal_bytes() throws IOException {
    Npz.writeCompressed(path(), arrays());
    Npz.writeCompressed(folder.resolve("b.npz"), arrays());
    assertThat(path()).hasSameBinaryContentAs(folder.resolve("b.npz"));
    assertThat(Files.size(path())).isLessThan(3 * 200_000 * 4);
  }

  @Test
  void passes_over_what_is_not_an_array() throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path()))) {
      add(zip, "folder/");
      add(zip, "README", (byte) 'x');
      zip.putNextEntry(new ZipEntry("a.npy"));
      NpyFormat.write(Channels.newChannel(zip), Tensor.of(new float[] {1}, 1));
    }
    assertThat(Npz.names(path())).containsExactly("a");
  }

  private static void add(ZipOutputStream zip, String name, byte... bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }

  @Test
  void refuses_what_it_cannot_read() throws IOException {
    assertRefused(folder.resolve("none.npz"), "does not exist");
    assertRefused(folder, "directory");
    assertRefused(Files.writeString(folder.resolve("text.npz"), "hello"), "not an npz file");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path()))) {
      add(zip, "w.npy", "hello".getBytes(StandardCharsets.US_ASCII));
    }
    assertRefused(path(), "array 'w'", "numpy.save");
    Npz.write(path(), Map.of("weight", Tensor.of(new float[] {1}, 1)));
    assertThatThrownBy(() -> Npz.read(path(), "weigth"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("a.npz", "did you mean 'weight'?");
  }

  @Test
  void refuses_two_arrays_of_one_name() throws IOException {
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    arrays.put("weight_a", Tensor.of(new float[] {1}, 1));
    arrays.put("weight_b", Tensor.of(new float[] {2}, 1));
    Npz.write(path(), arrays);
    String bytes = Files.readString(path(), StandardCharsets.ISO_8859_1);
    Files.writeString(path(), bytes.replace("weight_b", "weight_a"), StandardCharsets.ISO_8859_1);
    assertRefused(path(), "two arrays 'weight_a'");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void any_damage_is_noticed_or_harmless(boolean compressed) throws IOException {
    double[] values = {1, 2, 3};
    write(path(), Map.of("w", Tensor.of(values, 3)), compressed);
    byte[] sample = Files.readAllBytes(path());
    for (int length = 0; length < sample.length; length++) {
      Path cut = Files.write(path(), Arrays.copyOf(sample, length));
      assertRefused(cut);
    }
    for (int at = 0; at < sample.length; at++) {
      for (int bits : new int[] {1, 0x80, 0xFF}) {
        byte[] damaged = sample.clone();
        damaged[at] ^= (byte) bits;
        Files.write(path(), damaged);
        try {
          Map<String, Tensor> read = Npz.read(path());
          assertThat(read.values()).allSatisfy(w -> assertThat(w.toDoubles()).isEqualTo(values));
        } catch (InvalidInputException noticed) {
          assertThat(noticed).hasMessageContaining("a.npz");
        }
      }
    }
  }

  @Test
  void refuses_sizes_that_no_compression_reaches() throws IOException {
    Npz.writeCompressed(path(), Map.of("w", Tensor.of(new float[] {1}, 1)));
    byte[] bytes = Files.readAllBytes(path());
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int central = text.indexOf("PK\u0001\u0002");
    Arrays.fill(bytes, central + 24, central + 27, (byte) 0xFF);
    Files.write(path(), bytes);
    assertRefused(path(), "array 'w'", "16777215");
  }

  private static void assertRefused(Path path, String... parts) {
    assertThatThrownBy(() -> Npz.read(path))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(path.getFileName().toString())
        .message()
        .doesNotContain("\n")
        .satisfies(message -> assertThat(parts).allMatch(message::contains));
  }
}
