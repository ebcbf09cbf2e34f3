package org.sciml4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.InvalidInputException;

class CifarTest {
  @TempDir Path folder;

  /** Images whose pixel at (channel, row, column) is 3 row + column + 85 channel + image. */
  private Path batch(String name, int images, int... labels) throws IOException {
    byte[] bytes = new byte[images * (labels.length + 3072)];
    int at = 0;
    for (int image = 0; image < images; image++) {
      for (int label : labels) {
        bytes[at++] = (byte) (label + image);
      }
      for (int i = 0; i < 3072; i++) {
        bytes[at++] = (byte) (3 * (i / 32 % 32) + i % 32 + 85 * (i / 1024) + image);
      }
    }
    return Files.write(folder.resolve(name), bytes);
  }

  @Test
  void joins_batches() throws IOException {
    Path first = batch("data_batch_1.bin", 2, 7);
    Path second = batch("data_batch_2.bin", 1, 0);
    try (LabelledImages all = Cifar10.read(PixelScale.BYTE, first, second)) {
      assertThat(all.images().shape()).containsExactly(3, 3, 32, 32);
      assertThat(all.labels().toDoubles()).containsExactly(7, 8, 0);
      assertThat(all.images().get(0, 0, 0, 0)).isZero();
      assertThat(all.images().get(1, 2, 4, 5)).isEqualTo(12 + 5 + 170 + 1);
      assertThat(all.images().get(2, 2, 17, 31)).isEqualTo(51 + 31 + 170);
    }
    try (LabelledImages scaled = Cifar10.read(PixelScale.UNIT, first)) {
      assertThat((float) scaled.images().get(1, 2, 4, 5)).isEqualTo(188 / 255f);
      assertThat(scaled.labels().toDoubles()).containsExactly(7, 8);
    }
  }

  @Test
  void knows_both_labels_of_cifar_100() throws IOException {
    Path train = batch("train.bin", 2, 18, 98);
    try (LabelledImages classes = Cifar100.read(PixelScale.BYTE, train);
        LabelledImages groups = Cifar100.readGroups(PixelScale.BYTE, train)) {
      assertThat(classes.labels().toDoubles()).containsExactly(98, 99);
      assertThat(groups.labels().toDoubles()).containsExactly(18, 19);
      assertThat(classes.images().get(1, 2, 4, 5)).isEqualTo(188);
    }
  }

  @Test
  void refuses_what_is_not_cifar() throws IOException {
    Path whole = batch("data_batch_1.bin", 2, 7);
    assertRefused(folder.resolve("data_batch_2.bin"), "does not exist", "'data_batch_1.bin'");
    assertRefused(batch("labels.bin", 2, 9), "label of image 1 in file", "is 10", "0 to 9");
    byte[] bytes = Files.readAllBytes(whole);
    assertRefused(
        Files.write(folder.resolve("cut.bin"), Arrays.copyOf(bytes, 3074)),
        "3074 bytes",
        "records of 3073");
    assertRefused(Files.write(folder.resolve("empty.bin"), new byte[0]), "0 bytes");
  }

  private static void assertRefused(Path path, String... parts) {
    assertThatThrownBy(() -> Cifar10.read(PixelScale.BYTE, path))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(path.getFileName().toString())
        .hasMessageContainingAll(parts);
  }
}
