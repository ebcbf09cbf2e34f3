package org.sciml4j.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.NearNames;

/** Files to be read. */
final class InputFile {
  /** The most bytes that one byte of a deflated stream can stand for (RFC 1951). */
  static final long MOST_INFLATED = 1032;

  private InputFile() {}

  /**
   * Checks that there is such a file.
   *
   * @param kind what it should be, with its article
   * @throws InvalidInputException if there is no such file or it cannot be opened
   */
  static void requireReadable(Path path, String kind) {
    if (Files.isDirectory(path)) {
      throw new InvalidInputException(
          "file", "the directory '" + path + "'", kind, "name a file in it");
    }
    if (!Files.exists(path)) {
      throw new InvalidInputException(
          "file '"
              + path
              + "' does not exist; "
              + NearNames.didYouMean(
                  String.valueOf(path.getFileName()), siblings(path), "check its name"));
    }
    if (!Files.isRegularFile(path)) {
      throw new InvalidInputException(
          "file", "the device or pipe '" + path + "'", kind, "write it to a file first");
    }
    if (!Files.isReadable(path)) {
      throw new InvalidInputException(
          "file '" + path + "' may not be read by this user; change its permissions");
    }
  }

  private static List<String> siblings(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()).toList();
    } catch (IOException unreadableFolder) {
      return List.of();
    }
  }
}
