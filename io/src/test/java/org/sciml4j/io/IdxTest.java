package org.sciml4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IdxTest {
  /** Two images of two rows and three columns. */
  private static final byte[] IMAGES =
      bytes("0 0 8 3 0 0 0 2 0 0 0 2 0 0 0 3 0 1 2 3 4 5 250 251 252 253 254 255");

  @TempDir Path folder;

  private static byte[] bytes(String numbers) {
    String[] each = numbers.split(" ");
    byte[] bytes = new byte[each.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(each[i]);
    }
    return bytes;
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("train-images-idx3-ubyte"), bytes);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream stream = new GZIPOutputStream(packed)) {
      stream.write(bytes);
    }
    return packed.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void reads_images_packed_or_not(boolean packed) throws IOException {
    Tensor images = Idx.read(file(packed ? gzip(IMAGES) : IMAGES));
    assertThat(images.dtype()).isEqualTo(DType.F32);
    assertThat(images.shape()).containsExactly(2, 2, 3);
    assertThat(images.toDoubles()).containsExactly(0, 1, 2, 3, 4, 5, 250, 251, 252, 253, 254, 255);
  }

  @Test
  void scales_bytes_to_the_unit_interval() throws IOException {
    byte[] all = Arrays.copyOf(bytes("0 0 8 1 0 0 1 0"), 8 + 256);
    for (int i = 0; i < 256; i++) {
      all[8 + i] = (byte) i;
    }
    Tensor values = Idx.read(file(all), PixelScale.UNIT);
    for (int i = 0; i < 256; i++) {
      assertThat((float) values.get(i)).isEqualTo(i / 255f);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0 0 9 1 0 0 0 2 255 1, F32, -1, 1",
    "0 0 11 1 0 0 0 2 255 254 1 0, F32, -2, 256",
    "0 0 12 1 0 0 0 2 255 255 255 255 0 1 0 0, F64, -1, 65536",
    "0 0 13 1 0 0 0 2 63 128 0 0 192 0 0 0, F32, 1, -2",
    "0 0 14 1 0 0 0 2 63 240 0 0 0 0 0 0 192 0 0 0 0 0 0 0, F64, 1, -2"
  })
  void reads_every_type(String bytes, DType type, double first, double second) throws IOException {
    Tensor values = Idx.read(file(bytes(bytes)));
    assertThat(values.dtype()).isEqualTo(type);
    assertThat(values.toDoubles()).containsExactly(first, second);
  }

  @Test
  void refuses_what_is_not_a_whole_idx_file() throws IOException {
    assertRefused(folder.resolve("none"), "does not exist");
    assertRefused(file(new byte[0]), "truncated");
    assertRefused(file(bytes("1 0 8 1 0 0 0 0")), "starts with [1, 0, 8, 1]");
    assertRefused(file(bytes("0 0 10 1 0 0 0 0")), "type 8 to 14");
    assertRefused(file(bytes("0 0 8 1 255 255 255 255 1")), "[4294967295]", "truncated");
    assertRefused(
        file(bytes("0 0 14 3 255 255 255 255 255 255 255 255 255 255 255 255")), "truncated");
    assertRefused(file(gzip(bytes("0 0 8 1 255 255 255 255 1"))), "[4294967295]", "truncated");
    assertRefused(file(Arrays.copyOf(IMAGES, IMAGES.length - 1)), "truncated");
    assertRefused(file(Arrays.copyOf(IMAGES, IMAGES.length + 1)), "goes on after the [2, 2, 3]");
    assertRefused(file(gzip(Arrays.copyOf(IMAGES, IMAGES.length + 1))), "goes on");
    byte[] packed = gzip(IMAGES);
    assertRefused(file(Arrays.copyOf(packed, packed.length - 9)), "truncated");
    packed[packed.length - 6] ^= 1;
    assertRefused(file(packed), "damaged");
    assertThatThrownBy(() -> Idx.read(file(bytes("0 0 9 1 0 0 0 2 255 1")), PixelScale.UNIT))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("unsigned bytes");
  }

  private static void assertRefused(Path path, String... parts) {
    assertThatThrownBy(() -> Idx.read(path))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(path.getFileName().toString())
        .hasMessageContainingAll(parts)
        .message()
        .doesNotContain("\n");
  }
}
