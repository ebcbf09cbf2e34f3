package org.sciml4j.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Names under which files are written until they are complete. */
public final class TemporaryFile {
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
        Long.toString(ProcessHandle.current().pid(), 36) + Long.toString(System.nanoTime(), 36);
    return folder.resolve("." + path.getFileName() + "." + unique + ".part");
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
