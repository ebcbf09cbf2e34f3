package org.sciml4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFileTest {
  @TempDir Path folder;

  @Test
  void replaces_a_file_by_its_new_content() throws IOException {
    Path path = Files.writeString(folder.resolve("a"), "the old content");
    TemporaryFile.replace(
        path,
        channel -> {
          channel.write(ByteBuffer.wrap(new byte[] {'n', 'e', 'w'}));
          assertThat(path).hasContent("the old content");
        });
    assertThat(path).hasContent("new");
    assertThat(folder.toFile().list()).containsExactly("a");
  }

  @Test
  void replaces_a_file_by_a_text_in_utf8() throws IOException {
    Path path = Files.writeString(folder.resolve("a"), "the old content");
    TemporaryFile.replace(path, "\u00e9\n".repeat(10_000));
    assertThat(path).hasContent("\u00e9\n".repeat(10_000));
    assertThat(folder.toFile().list()).containsExactly("a");
  }

  @Test
  void keeps_the_old_file_when_writing_fails() throws IOException {
    Path path = Files.writeString(folder.resolve("a"), "old");
    assertThatThrownBy(
            () ->
                TemporaryFile.replace(
                    path,
                    channel -> {
                      channel.write(ByteBuffer.wrap(new byte[100]));
                      throw new IOException("no space left on device");
                    }))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no space left on device");
    assertThatThrownBy(
            () ->
                TemporaryFile.replace(
                    path,
                    _ -> {
                      throw new IllegalStateException("closed");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(path).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("a");
  }

  @Test
  void removes_what_writers_left_that_are_gone() throws IOException {
    Path path = folder.resolve("a");
    Path own = Files.createFile(TemporaryFile.beside(path));
    String unused = Long.toString(Integer.MAX_VALUE);
    Files.createFile(folder.resolve(".a." + unused + "-abc.part"));
    Path other = Files.createFile(folder.resolve(".b." + unused + "-abc.part"));
    Path foreign = Files.createFile(folder.resolve(".a.notes.part"));

    TemporaryFile.removeAbandoned(path);

    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactlyInAnyOrder(own, other, foreign);
    }
  }
}
