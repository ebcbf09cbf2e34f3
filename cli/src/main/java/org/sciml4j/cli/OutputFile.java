package org.sciml4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sciml4j.core.InvalidInputException;

/** Text files that appear complete or not at all. */
final class OutputFile {
  private OutputFile() {}

  /**
   * Checks that a file may be written.
   *
   * @throws InvalidInputException if it exists and may not be replaced
   */
  static void requireNew(Path path, boolean replace) {
    requireNew("--out", path, replace);
  }

  /** As {@link #requireNew(Path, boolean)}, of another option. */
  static void requireNew(String option, Path path, boolean replace) {
    if (Files.exists(path) && !replace) {
      throw new InvalidInputException(
          option,
          "'" + path + "', which exists already",
          "a new file",
          "replace it with --force or choose another name");
    }
  }

  /** Refuses a name that says another format than NetCDF. */
  static void requireNetcdf(Path path) {
    String name = path.getFileName().toString();
    if (name.endsWith(".npy") || name.endsWith(".npz")) {
      throw new InvalidInputException(
          "--out", "'" + path + "'", "a NetCDF file", "write for example " + name + ".nc");
    }
  }

  /** Refuses to write over a file that is read. */
  static void requireApart(Path path, String argument, Path place) {
    if (path.toAbsolutePath().normalize().equals(place.toAbsolutePath().normalize())) {
      throw new InvalidInputException(
          argument,
          "'" + place + "', which would be written over",
          "another place than '" + path + "'",
          "choose another file to write");
    }
  }

  /**
   * As {@link #write}, for {@code --out}.
   *
   * @throws InvalidInputException if it cannot be written
   */
  static void writeOut(Path path, String text) {
    try {
      write(path, text);
    } catch (IOException failure) {
      throw new InvalidInputException(
          "--out '" + path + "' cannot be written (" + failure + "); choose another place",
          failure);
    }
  }

  /** Writes a file under a temporary name in its folder, then gives it its own. */
  static void write(Path path, String text) throws IOException {
    Path target = path.toAbsolutePath();
    Path temporary = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      Files.writeString(temporary, text);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
