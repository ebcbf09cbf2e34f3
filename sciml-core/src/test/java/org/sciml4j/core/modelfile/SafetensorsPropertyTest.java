package org.sciml4j.core.modelfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import net.jqwik.api.lifecycle.AfterTry;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.Tensor;

class SafetensorsPropertyTest {
  private final Path path;

  SafetensorsPropertyTest() throws IOException {
    path = Files.createTempFile("property", ".safetensors");
  }

  @AfterTry
  void deleteFile() throws IOException {
    Files.deleteIfExists(path);
  }

  @Property(tries = 100)
  void what_is_written_is_read(
      @ForAll @Size(max = 6) List<double[]> values,
      @ForAll @Size(6) @UniqueElements List<String> names,
      @ForAll @Size(6) List<Boolean> wide,
      @ForAll @Size(max = 4) Map<String, String> metadata) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      double[] of = values.get(i);
      long[] shape = of.length % 2 == 0 ? new long[] {of.length / 2, 2} : new long[] {of.length};
      tensors.put(withoutSurrogates(names.get(i)) + i, tensor(of, wide.get(i), shape));
    }
    Map<String, String> text = new LinkedHashMap<>();
    metadata.forEach((key, value) -> text.put(withoutSurrogates(key), withoutSurrogates(value)));
    SafetensorsFile.write(path, tensors, text);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.names()).containsExactlyElementsOf(tensors.keySet());
      assertThat(file.metadata()).isEqualTo(text);
      file.readAll()
          .forEach(
              (name, read) -> {
                Tensor written = tensors.get(name);
                assertThat(read.toString()).isEqualTo(written.toString());
                assertThat(read.toDoubles()).isEqualTo(written.toDoubles());
              });
    }
  }

  private static Tensor tensor(double[] values, boolean wide, long... shape) {
    if (wide) {
      return Tensor.wrap(values, shape);
    }
    float[] singles = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      singles[i] = (float) values[i];
    }
    return Tensor.wrap(singles, shape);
  }

  private static String withoutSurrogates(String text) {
    return text.codePoints()
        .filter(c -> Character.getType(c) != Character.SURROGATE)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Example
  void any_one_damaged_byte_or_lost_end_is_refused_or_read() throws IOException {
    byte[] sample = sample();
    int headerEnd = sample.length - 32;
    for (int at = 0; at < headerEnd; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] damaged = sample.clone();
        damaged[at] ^= (byte) (1 << bit);
        readsOrRefuses(damaged);
      }
      for (char c : "{]\":,0-\\".toCharArray()) {
        byte[] damaged = sample.clone();
        damaged[at] = (byte) c;
        readsOrRefuses(damaged);
      }
    }
    for (int length = 0; length < sample.length; length++) {
      assertThat(readsOrRefuses(Arrays.copyOf(sample, length))).as("%s bytes", length).isFalse();
    }
    assertThat(readsOrRefuses(Arrays.copyOf(sample, sample.length + 1))).isFalse();
    assertThat(readsOrRefuses(sample)).isTrue();
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void any_damage_is_refused_or_read(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 200) Integer> places,
      @ForAll @Size(8) List<Byte> bytes,
      @ForAll @IntRange(max = 40) int moved)
      throws IOException {
    byte[] damaged = sample();
    for (int i = 0; i < places.size(); i++) {
      damaged[places.get(i) % damaged.length] = bytes.get(i);
    }
    System.arraycopy(damaged, 8, damaged, 8 + moved, 100);
    readsOrRefuses(damaged);
  }

  private byte[] sample() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("a", Tensor.wrap(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
    tensors.put("b", Tensor.wrap(new double[] {7}, 1));
    SafetensorsFile.write(path, tensors, Map.of("step", "12"));
    return Files.readAllBytes(path);
  }

  /** Whether the file could be read; anything but a refusal in words fails the test. */
  private boolean readsOrRefuses(byte[] bytes) throws IOException {
    Files.write(path, bytes);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      file.readAll().values().forEach(Tensor::close);
      return true;
    } catch (InvalidInputException refused) {
      assertThat(refused).message().contains(path.toString()).doesNotContain("\n");
      return false;
    }
  }
}
