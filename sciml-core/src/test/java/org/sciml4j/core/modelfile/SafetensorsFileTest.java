package org.sciml4j.core.modelfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class SafetensorsFileTest {
  private static final List<String> PYTHONS = List.of("/usr/bin/python3", "python3");

  /** A reader of the format in Python's own library, written from the format's description. */
  private static final String INDEPENDENT_READER =
      """
      import json, struct, sys
      b = open(sys.argv[1], 'rb').read()
      n = struct.unpack('<Q', b[:8])[0]
      assert (8 + n) % 8 == 0
      h = json.loads(b[8:8 + n])
      print(sorted(h.pop('__metadata__', {}).items()))
      end = 0
      for name, t in sorted(h.items(), key=lambda e: e[1]['data_offsets']):
          size, code = {'F32': (4, 'f'), 'F64': (8, 'd')}[t['dtype']]
          a, e = t['data_offsets']
          assert a == end and a % size == 0, (name, a, end)
          end = e
          print(name, t['shape'], list(struct.unpack('<%d%s' % ((e - a) // size, code), b[8 + n + a:8 + n + e])))
      assert 8 + n + end == len(b)
      """;

  @TempDir Path folder;

  private Path path() {
    return folder.resolve("model.safetensors");
  }

  private static Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("dense.weight", Tensor.of(new float[] {1, -2.5f, 3}, 3, 1));
    tensors.put("Größe", Tensor.of(new double[] {0.1, Double.NaN}, 2));
    tensors.put("empty", Tensor.of(new float[0], 0, 7));
    tensors.put("scalar", Tensor.of(new double[] {Double.MIN_VALUE}));
    tensors.put("", Tensor.of(new float[] {4}, 1));
    return tensors;
  }

  private Path file(String json, int... data) throws IOException {
    byte[] header = json.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length).put(header);
    for (int value : data) {
      bytes.put((byte) value);
    }
    return Files.write(path(), bytes.array());
  }

  private static String entry(String name, String dtype, String shape, String offsets) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%s]}"
        .formatted(name, dtype, shape, offsets);
  }

  @Test
  void returns_what_was_written() {
    Map<String, Tensor> written = tensors();
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("model", "{\"layers\": [\"dense\"]}\n");
    metadata.put("", "ж😀");
    SafetensorsFile.write(path(), written, metadata);
    try (SafetensorsFile file = SafetensorsFile.open(path())) {
      assertThat(file.metadata()).containsExactlyEntriesOf(metadata);
      assertThat(file.names()).containsExactlyElementsOf(written.keySet());
      file.readAll()
          .forEach(
              (name, read) -> {
                assertThat(read.dtype()).isEqualTo(written.get(name).dtype());
                assertThat(read.shape()).isEqualTo(written.get(name).shape());
                assertThat(read.toDoubles()).isEqualTo(written.get(name).toDoubles());
              });
      assertThat(file.readAll(name -> name.startsWith("dense."))).containsOnlyKeys("dense.weight");
      assertThat(file.describe("dense.weight")).hasToString("dense.weight F32[3, 1]");
    }
    assertThat(folder.toFile().list()).containsExactly("model.safetensors");
  }

  @Test
  void carries_tensors_larger_than_its_buffer() {
    Tensor large = Tensor.zeros(DType.F32, 3, 300_001);
    for (long i = 0; i < large.count(); i++) {
      large.setFlat(i, Math.sin(i));
    }
    SafetensorsFile.write(path(), Map.of("large", large, "wide", large.to(DType.F64)), Map.of());
    try (SafetensorsFile file = SafetensorsFile.open(path())) {
      assertThat(file.read("large").segment().mismatch(large.segment())).isEqualTo(-1);
      assertThat(file.read("wide", DType.F32).segment().mismatch(large.segment())).isEqualTo(-1);
    }
  }

  @Test
  void python_reads_what_we_write() throws IOException {
    SafetensorsFile.write(path(), tensors(), Map.of("format", "sciml4j"));
    assertThat(python(INDEPENDENT_READER, path().toString()))
        .isEqualTo(
            """
            [('format', 'sciml4j')]
            scalar [] [5e-324]
            Größe [2] [0.1, nan]
            empty [0, 7] []
            dense.weight [3, 1] [1.0, -2.5, 3.0]
             [1] [4.0]
            """
                .lines()
                .sorted()
                .toList());
  }

  private static List<String> python(String program, String argument) throws IOException {
    for (String python : PYTHONS) {
      try {
        Process process =
            new ProcessBuilder(python, "-X", "utf8", "-c", program, argument)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().sorted().toList();
      } catch (IOException absent) {
        continue;
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    assumeTrue(false, "no Python");
    return List.of();
  }

  @ParameterizedTest
  @CsvSource({
    "BOOL, F32, '0,1,2', '0,1,1'",
    "U8, F32, '0,127,255', '0,127,255'",
    "I8, F32, '0,127,255', '0,127,-1'",
    "U16, F32, '255,255', '65535'",
    "I16, F32, '255,255', '-1'",
    "F16, F32, '0,60,1,0', '1,5.9604644775390625E-8'",
    "BF16, F32, '128,63,73,64', '1,3.140625'",
    "U32, F64, '255,255,255,255', '4294967295'",
    "I32, F64, '254,255,255,255', '-2'",
    "F32, F32, '0,0,128,63', '1'",
    "U64, F64, '255,255,255,255,255,255,255,255', '18446744073709551616'",
    "I64, F64, '255,255,255,255,255,255,255,255', '-1'",
    "F64, F64, '0,0,0,0,0,0,240,63', '1'"
  })
  void reads_every_type(StoredType type, DType natural, String bytes, String values)
      throws IOException {
    int[] data = Arrays.stream(bytes.split(",")).mapToInt(Integer::parseInt).toArray();
    double[] expected = Arrays.stream(values.split(",")).mapToDouble(Double::parseDouble).toArray();
    file("{" + entry("a", type.name(), "" + expected.length, "0," + data.length) + "}", data);
    try (SafetensorsFile file = SafetensorsFile.open(path())) {
      Tensor read = file.read("a");
      assertThat(read.dtype()).isEqualTo(natural);
      assertThat(read.toDoubles()).containsExactly(expected);
      assertThat(file.read("a", DType.F64).toDoubles()).containsExactly(expected);
    }
  }

  @Test
  void loads_into_the_tensors_of_a_model() {
    SafetensorsFile.write(path(), tensors(), Map.of());
    try (SafetensorsFile file = SafetensorsFile.open(path())) {
      Tensor weight = Tensor.zeros(DType.F32, 3, 1);
      file.copyInto("dense.weight", weight);
      assertThat(weight.toDoubles()).containsExactly(1, -2.5, 3);
      Tensor wide = Tensor.zeros(DType.F64, 3, 1);
      file.convertInto("dense.weight", wide);
      assertThat(wide.toDoubles()).containsExactly(1, -2.5, 3);
      assertThatThrownBy(() -> file.copyInto("dense.weight", wide))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContainingAll("'dense.weight'", "F32", "F64", "convertInto");
      assertThatThrownBy(() -> file.convertInto("dense.weight", Tensor.zeros(DType.F32, 1, 3)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContainingAll("'dense.weight'", "[3, 1]", "[1, 3]");
      assertThatThrownBy(() -> file.read("dense.wieght"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContainingAll("model.safetensors", "did you mean 'dense.weight'");
    }
  }

  @Test
  void accepts_any_order_of_names_and_of_keys() throws IOException {
    file(
        "{"
            + entry("b", "U8", "1", "1,2")
            + ", \"a\":{\"data_offsets\":[0,1],\"shape\":[1,1],\"dtype\":\"U8\"}}  \n",
        7,
        8);
    try (SafetensorsFile file = SafetensorsFile.open(path())) {
      assertThat(file.names()).containsExactly("b", "a");
      assertThat(file.read("a").toDoubles()).containsExactly(7);
      assertThat(file.metadata()).isEmpty();
    }
  }

  @Test
  void refuses_to_write_what_cannot_be_read() {
    Tensor closed = Tensor.zeros(DType.F32, 2);
    closed.close();
    assertWriteRefused(Map.of("w", closed), Map.of(), "'w'", "closed");
    Tensor one = Tensor.of(new float[1], 1);
    assertWriteRefused(Map.of("__metadata__", one), Map.of(), "__metadata__");
    assertWriteRefused(Map.of("\ud800", one), Map.of(), "not Unicode");
    Map<String, String> noText = new LinkedHashMap<>();
    noText.put("k", null);
    assertWriteRefused(Map.of(), noText, "'k'", "null");
    assertThatThrownBy(
            () -> SafetensorsFile.write(folder.resolve("no/m"), Map.of("w", one), Map.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("does not exist");
    assertThat(folder).isEmptyDirectory();
  }

  private void assertWriteRefused(
      Map<String, Tensor> tensors, Map<String, String> metadata, String... parts) {
    assertThatThrownBy(() -> SafetensorsFile.write(path(), tensors, metadata))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(parts);
  }
}
