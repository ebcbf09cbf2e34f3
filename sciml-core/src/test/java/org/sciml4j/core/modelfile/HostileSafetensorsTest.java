package org.sciml4j.core.modelfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.InvalidInputException;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileSafetensorsTest {
  @TempDir Path folder;

  private Path file(long declared, byte[] rest) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8 + rest.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(declared).put(rest);
    return Files.write(folder.resolve("m.safetensors"), bytes.array());
  }

  private Path file(String json, int dataBytes) throws IOException {
    byte[] header = json.getBytes(StandardCharsets.UTF_8);
    return file(header.length, Arrays.copyOf(header, header.length + dataBytes));
  }

  private static String entry(String name, String dtype, String shape, String offsets) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%s]}"
        .formatted(name, dtype, shape, offsets);
  }

  private static void assertRefused(Path path, String... parts) {
    assertThatThrownBy(() -> SafetensorsFile.open(path).close())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(path.getFileName().toString())
        .message()
        .satisfies(message -> assertThat(parts).allMatch(message::contains))
        .doesNotContain("\n")
        .hasSizeLessThan(500);
  }

  @ParameterizedTest
  @ValueSource(longs = {17, 100_000_001, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, -1})
  void refuses_lengths_beyond_the_file(long declared) throws IOException {
    assertRefused(
        file(declared, new byte[16]),
        Long.toUnsignedString(declared),
        "at most the 16",
        "truncated");
  }

  @Test
  void refuses_a_header_over_100_MB() throws IOException {
    Path path = file(100_000_008, new byte[0]);
    try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
      sparse.setLength(200_000_000);
    }
    assertRefused(path, "header of 100000008 bytes", "at most 100000000");
  }

  @Test
  void refuses_files_that_are_not_there_or_too_short() throws IOException {
    assertRefused(folder.resolve("none"), "does not exist");
    assertRefused(folder, "not a file");
    assertRefused(Files.write(folder.resolve("empty"), new byte[0]), "0 bytes");
    assertRefused(Files.write(folder.resolve("seven"), new byte[7]), "7 bytes");
    assertRefused(file(0, new byte[4]), "does not start with '{'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{]",
        "{} {}",
        "{} x",
        "[]",
        "\"a\"",
        " {}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1}",
        "{\"a\":null}",
        "{\"a\":[]}",
        "{\"a\":{}}",
        "{\"a\":{\"dtype\":\"F32\"}}",
        "{\"a\":{\"dtype\":null,\"shape\":[],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":1,\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[[1]],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[\"1\"],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":{\"0\":4}}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"@class\":\"java.lang.Thread\"}}",
        "{\"__metadata__\":1}",
        "{\"__metadata__\":{\"a\":1}}",
        "{\"__metadata__\":{\"a\":{}}}",
        "{\"__metadata__\":{},\"__metadata__\":{}}",
        "{\"__metadata__\":{\"a\":\"\",\"a\":\"\"}}"
      })
  void refuses_what_is_not_a_header(String json) throws IOException {
    assertRefused(file(json, 4));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "F32 | 2      | 0,4    | 4 | 8 bytes for F32[2]",
        "F32 | 1      | 0,8    | 8 | 4 bytes for F32[1]",
        "F32 | 1      | 4,0    | 4 | start <= end",
        "F32 | 1      | 0      | 4 | start, end",
        "F32 | 1      | 0,4,8  | 8 | start, end",
        "F32 |        | 0,4    | 3 | truncated",
        "F32 | 1      | 0,4    | 5 | 1 bytes after its last tensor",
        "F32 | 1      | 1,5    | 5 | without gap or overlap",
        "F32 | -1     | 0,4    | 4 | '-1'",
        "F32 | 1      | -4,0   | 4 | '-4'",
        "F32 | 1      | 0,99999999999999999999 | 4 | '99999999999999999999'",
        "F32 | 4611686018427387904 | 0,0 | 0 | below 2^63",
        "U8  | 4294967296,4294967296 | 0,0 | 0 | below 2^63",
        "F64 | 1152921504606846975 | 0,9223372036854775800 | 8 | truncated",
        "F31 | 1      | 0,4    | 4 | 'F31'",
        "C64 | 1      | 0,8    | 8 | convert it"
      })
  void names_the_tensor_and_the_fault(
      String dtype, String shape, String offsets, int dataBytes, String part) throws IOException {
    String json = "{" + entry("lin.w", dtype, shape == null ? "" : shape, offsets) + "}";
    boolean ofAll = part.contains("after its last");
    assertRefused(file(json, dataBytes), part, ofAll ? "" : "tensor 'lin.w'");
  }

  @Test
  void refuses_overlaps_gaps_and_repeated_names() throws IOException {
    String first = entry("a", "U8", "4", "0,4");
    assertRefused(
        file("{" + first + "," + entry("b", "U8", "4", "2,6") + "}", 6), "tensor 'b'", "overlap");
    assertRefused(file("{" + first + "," + entry("b", "U8", "4", "0,4") + "}", 4), "overlap");
    assertRefused(
        file("{" + first + "," + entry("b", "U8", "1", "5,6") + "}", 6), "tensor 'b'", "gap");
    assertRefused(file("{" + first + "," + entry("a", "U8", "1", "4,5") + "}", 5), "'a' twice");
    assertRefused(
        file("{\"a\":{\"dtype\":\"U8\",\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[0,1]}}", 1),
        "'dtype' twice");
  }

  @Test
  void does_not_descend_into_deep_nesting() throws IOException {
    assertRefused(file("{\"a\":" + "[".repeat(5_000_000), 0), "tensor 'a'");
    assertRefused(file("{\"a\":".repeat(1_000_000), 0), "tensor 'a'");
    assertRefused(file("{\"__metadata__\":" + "[".repeat(5_000_000), 0), "metadata");
    String dimensions = "1,".repeat(2_000_000) + "1";
    assertRefused(file("{" + entry("a", "U8", dimensions, "0,1") + "}", 1), "more than 64");
    assertRefused(file("{" + entry("a", "U8", "1".repeat(5_000_000), "0,1") + "}", 1));
    assertRefused(file("{\"" + "a".repeat(5_000_000) + "\":1}", 0));
  }

  @Test
  void refuses_a_million_names() throws IOException {
    StringBuilder json = new StringBuilder("{\"__metadata__\":{\"a\":\"\"");
    for (int i = 0; i < 1_000_000; i++) {
      json.append(",\"").append(i).append("\":\"\"");
    }
    assertRefused(file(json.append("}}").toString(), 0), "more than 100000");
  }

  @Test
  void keeps_hostile_names_on_one_line() throws IOException {
    assertRefused(file("{\"a\\nb\\u001b[31m\\ud800\":1}", 0), "\\u000a", "\\u001b", "\\ud800");
    assertRefused(file("{" + entry("x".repeat(10_000), "F32", "1", "0,8") + "}", 8), "xxx…'");
  }

  @Test
  void refuses_text_that_is_not_utf_8() throws IOException {
    byte[] json = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    json[2] = (byte) 0xFF;
    assertRefused(file(json.length, json), "not JSON");
    byte[] wide = "{}".getBytes(StandardCharsets.UTF_16LE);
    assertRefused(file(wide.length, wide), "not JSON");
  }

  @Test
  void notices_a_file_that_shrinks_while_open() throws IOException {
    Path path = file("{" + entry("a", "U8", "4", "0,4") + "}", 4);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      try (RandomAccessFile shorter = new RandomAccessFile(path.toFile(), "rw")) {
        shorter.setLength(Files.size(path) - 1);
      }
      assertThatThrownBy(() -> file.read("a"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("m.safetensors");
    }
  }

  @Test
  void a_sparse_file_of_a_terabyte_does_not_exhaust_memory() throws IOException {
    String json = "{" + entry("a", "F64", "" + (1L << 37), "0," + (1L << 40)) + "}";
    Path path = file(json, 0);
    try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
      sparse.setLength(8 + json.length() + (1L << 40));
    }
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThatThrownBy(() -> file.read("a"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContainingAll("'a'", "does not fit in memory");
    }
  }
}
