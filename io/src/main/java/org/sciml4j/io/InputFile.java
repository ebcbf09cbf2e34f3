package org.sciml4j.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.NearNames;

/** Files to be read. */
final class InputFile {
  /** The most bytes that one byte of a deflated stream can stand for (RFC 1951). */
  static final long MOST_INFLATED = 1032;

  private static final int BUFFER_BYTES = 1 << 16;

  private InputFile() {}

  /**
   * The bytes of a file, unpacked where it is compressed with gzip.
   *
   * @param kind what it should be, with its article
   * @throws InvalidInputException if there is no such file
   */
  static InputStream open(Path path, String kind) throws IOException {
    requireReadable(path, kind);
    InputStream stream = new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES);
    try {
      return isGzip(path) ? new GZIPInputStream(stream, BUFFER_BYTES) : stream;
    } catch (IOException failure) {
      stream.close();
      throw failure;
    }
  }

  /** Whether a file starts as gzip does (RFC 1952, section 2.3.1). */
  static boolean isGzip(Path path) throws IOException {
    try (InputStream stream = Files.newInputStream(path)) {
      return stream.read() == 0x1F && stream.read() == 0x8B;
    }
  }

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
