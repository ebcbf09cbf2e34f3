package org.sciml4j.core;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names under which files are written until they are complete. */
public final class TemporaryFile {
  private static final String END = ".part";
  private static final Pattern UNIQUE = Pattern.compile("([0-9]{1,18})-[0-9a-z]+");

  private TemporaryFile() {}

  /**
   * A new hidden name in the folder of a file to be written.
   *
   * @throws InvalidInputException if the file is a directory or its folder cannot be written
   */
  public static Path beside(Path path) {
    if (Files.isDirectory(path)) {
      throw new InvalidInputException(
          "output file", "the directory '" + path + "'", "a file", "name a file in it");
    }
    Path folder = path.toAbsolutePath().getParent();
    String problem =
        !Files.exists(folder)
            ? "does not exist"
            : !Files.isDirectory(folder)
                ? "is a file"
                : !Files.isWritable(folder) ? "is read-only" : "";
    if (!problem.isEmpty()) {
      throw new InvalidInputException(
          "output folder",
          "'" + folder + "', which " + problem,
          "a folder that can be written",
          Files.exists(folder) ? "choose another" : "create it first");
    }
    String unique =
        ProcessHandle.current().pid() + "-" + Long.toUnsignedString(System.nanoTime(), 36);
    return folder.resolve(prefix(path) + unique + END);
  }

  private static String prefix(Path path) {
    return "." + path.getFileName() + ".";
  }

  /**
   * Removes the temporary files of this one whose writers are no longer running: killed ones leave
   * them behind.
   *
   * @throws InvalidInputException if the folder cannot be read or such a file not removed
   */
  public static void removeAbandoned(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(one -> isAbandoned(one, path)).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException failure) {
      throw unwritable(path, failure);
    }
  }

  private static boolean isAbandoned(Path file, Path path) {
    String name = file.getFileName().toString();
    String prefix = prefix(path);
    if (!name.startsWith(prefix) || !name.endsWith(END)) {
      return false;
    }
    Matcher unique = UNIQUE.matcher(name.substring(prefix.length(), name.length() - END.length()));
    return unique.matches() && ProcessHandle.of(Long.parseLong(unique.group(1))).isEmpty();
  }

  /** Writes the bytes of one file. */
  @FunctionalInterface
  public interface Content {
    /** Writes from the start of an empty file that is open for writing. */
    void writeTo(FileChannel channel) throws IOException;
  }

  /**
   * Replaces a file by new content at once: whoever opens it, even after the process or the machine
   * has stopped in the midst, finds all of the old content or all of the new.
   *
   * @throws InvalidInputException if the file cannot be written; the old one is then untouched
   */
  public static void replace(Path path, Content content) {
    Path temporary = beside(path);
    try {
      try (FileChannel channel =
          FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw discard(temporary, path, failure);
    } catch (RuntimeException failure) {
      discard(temporary, path, new IOException(failure));
      throw failure;
    }
  }

  /**
   * As {@link #replace(Path, Content)}, by a text in UTF-8.
   *
   * @throws InvalidInputException if the file cannot be written; the old one is then untouched
   */
  public static void replace(Path path, String text) {
    replace(
        path,
        channel -> {
          ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
        });
  }

  /** Removes a temporary file after a failure and says what failed. */
  public static InvalidInputException discard(Path temporary, Path path, IOException failure) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException alsoFailed) {
      failure.addSuppressed(alsoFailed);
    }
    return unwritable(path, failure);
  }

  /** The error for a file that could not be written. */
  public static InvalidInputException unwritable(Path path, IOException failure) {
    String reason =
        failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    return new InvalidInputException(
        "file '"
            + path
            + "' cannot be written: "
            + reason
            + "; free some space or choose another folder",
        failure);
  }
}
