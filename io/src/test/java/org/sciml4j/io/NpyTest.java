package org.sciml4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class NpyTest {
  @TempDir Path folder;

  private Path array(int version, String dictionary, byte... data) throws IOException {
    byte[] header = (dictionary + "\n").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer bytes =
        ByteBuffer.allocate(12 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    if (version == 1) {
      bytes.putShort((short) header.length);
    } else {
      bytes.putInt(header.length);
    }
    bytes.put(header).put(data);
    return Files.write(folder.resolve("a.npy"), Arrays.copyOf(bytes.array(), bytes.position()));
  }

  private static String dictionary(String type, boolean fortran, String shape) {
    return "{'descr': '"
        + type
        + "', 'fortran_order': "
        + (fortran ? "True" : "False")
        + ", 'shape': ("
        + shape
        + "), }";
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void returns_what_was_written(DType dtype) {
    Tensor values = Tensor.zeros(dtype, 3, 1, 200_000);
    for (long i = 0; i < values.count(); i++) {
      values.setFlat(i, i == 7 ? Double.NaN : Math.cos(i));
    }
    Path path = folder.resolve("a.npy");
    Npy.write(path, values);
    Tensor read = Npy.read(path);
    assertThat(read.dtype()).isEqualTo(dtype);
    assertThat(read.shape()).containsExactly(3, 1, 200_000);
    assertThat(read.segment().mismatch(values.segment())).isEqualTo(-1);
    assertThat(folder.toFile().list()).containsExactly("a.npy");
  }

  @Test
  void writes_the_bytes_that_numpy_writes() throws IOException {
    Path path = folder.resolve("a.npy");
    Npy.write(path, Tensor.of(new double[] {1, 2}, 2));
    byte[] all = Files.readAllBytes(path);
    assertThat(all)
        .hasSize(128 + 16)
        .startsWith(bytes(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0));
    assertThat(new String(all, 10, 118, StandardCharsets.US_ASCII))
        .startsWith("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }")
        .endsWith(" \n");
  }

  @Test
  void reads_scalars_and_empty_arrays() throws IOException {
    Tensor scalar = Npy.read(array(1, dictionary("<f4", false, ""), bytes(0, 0, 0x80, 0x3f)));
    assertThat(scalar.rank()).isZero();
    assertThat(scalar.get()).isEqualTo(1);
    assertThat(Npy.read(array(1, dictionary("<f4", false, "0, 3"))).shape()).containsExactly(0, 3);
  }

  @Test
  void reads_versions_1_to_3_and_both_byte_orders() throws IOException {
    for (int version = 1; version <= 3; version++) {
      assertThat(
              Npy.read(array(version, dictionary(">f4", false, "1,"), bytes(0x3f, 0x80, 0, 0)))
                  .toDoubles())
          .containsExactly(1);
    }
  }

  @Test
  void turns_fortran_order_around() throws IOException {
    byte[] data = bytes(11, 21, 12, 22, 13, 23);
    Tensor values = Npy.read(array(1, dictionary("|i1", true, "2, 3"), data));
    assertThat(values.shape()).containsExactly(2, 3);
    assertThat(values.toDoubles()).containsExactly(11, 12, 13, 21, 22, 23);
  }

  @Test
  void converts_integers() throws IOException {
    Tensor unsigned = Npy.read(array(1, dictionary("|u1", false, "2,"), bytes(255, 1)));
    assertThat(unsigned.dtype()).isEqualTo(DType.F32);
    assertThat(unsigned.toDoubles()).containsExactly(255, 1);
    Tensor longs =
        Npy.read(
            array(
                1, dictionary("<i8", false, "1,"), bytes(255, 255, 255, 255, 255, 255, 255, 255)));
    assertThat(longs.dtype()).isEqualTo(DType.F64);
    assertThat(longs.toDoubles()).containsExactly(-1);
    assertThat(Npy.read(array(1, dictionary("|b1", false, "2,"), bytes(1, 0))).toDoubles())
        .containsExactly(1, 0);
  }

  @Test
  void refuses_what_is_not_an_array_of_real_numbers() throws IOException {
    assertRefused(array(1, dictionary("<c16", false, "1,"), new byte[16]), "'c16'", "float64");
    assertRefused(array(1, dictionary("|O", false, "1,"), new byte[8]), "'O'");
    assertRefused(array(1, dictionary("<U3", false, "1,"), new byte[12]), "'U3'");
    assertRefused(
        array(1, "{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), }"),
        "numbers of one type");
    assertRefused(array(1, dictionary("<f8", false, "3,"), new byte[16]), "truncated");
    assertRefused(array(9, dictionary("<f8", false, "3,"), new byte[24]), "damaged header");
    assertRefused(Files.writeString(folder.resolve("b.npy"), "hello, world"), "numpy.save");
    assertRefused(Files.writeString(folder.resolve("b.npy"), ""), "numpy.save");
    assertRefused(folder.resolve("none.npy"), "does not exist");
    assertThatThrownBy(() -> Npy.write(folder.resolve("no/a.npy"), Tensor.of(new float[1], 1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void refuses_shapes_beyond_all_counting() throws IOException {
    byte[] few = new byte[64];
    assertRefused(array(1, dictionary("<f8", false, "2305843009213693952,"), few), "shape");
    assertRefused(array(1, dictionary("<f8", true, "4294967296, 4294967296"), few), "shape");
    assertRefused(array(1, dictionary("|i1", false, "9223372036854775807,"), few), "shape");
    assertRefused(array(1, dictionary("<f8", false, "99999999999999999999,"), few), "shape");
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void notices_that_a_file_ends_early() throws IOException {
    Path path = Files.write(folder.resolve("short"), new byte[5]);
    try (SharedChannel channel = new SharedChannel(path)) {
      assertThatThrownBy(() -> channel.readFully(ByteBuffer.allocate(4), 4, 3))
          .isInstanceOf(EOFException.class)
          .hasMessageContaining("byte 5");
    }
  }

  private static void assertRefused(Path path, String... parts) {
    assertThatThrownBy(() -> Npy.read(path))
        .isInstanceOf(InvalidInputException.class)
        .message()
        .contains(parts)
        .contains(path.getFileName().toString())
        .doesNotContain("\n");
  }
}
