package org.sciml4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import picocli.CommandLine.Option;

/** Which folder a command writes its results to. */
final class FolderOptions {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder to write. Default: one named after the input in sciml-output.")
  private Path out;

  @Option(
      names = "--force",
      description = "Replace the results in the output folder; other files stay.")
  private boolean force;

  /** Writes files to a folder and answers their paths. */
  @FunctionalInterface
  interface Content {
    List<Path> write(OutputFolder folder) throws IOException;
  }

  boolean given() {
    return out != null;
  }

  /** The folder asked for, or {@code sciml-output/NAME}. */
  Path target(String name) {
    return out == null ? Path.of("sciml-output", name) : out;
  }

  /** Refuses, before any work is done, a folder that could not be written. */
  void require(Path target) {
    OutputFolder.at(target, force).close();
  }

  /**
   * Refuses to replace a folder by results when it holds what they come from.
   *
   * @param place may be null
   */
  static void requireOutside(Path output, String argument, Path place) {
    if (place != null
        && place.toAbsolutePath().normalize().startsWith(output.toAbsolutePath().normalize())) {
      throw new InvalidInputException(
          argument,
          "'" + place + "'",
          "outside of the output folder '" + output + "', where results replace files",
          "choose another place");
    }
  }

  /** Writes the folder, all of it or nothing, and tells which files it holds. */
  void write(Path target, PrintWriter print, Content content) {
    try (OutputFolder folder = OutputFolder.at(target, force)) {
      List<Path> files = List.copyOf(content.write(folder));
      folder.commit();
      OutputFolder.report(print, target, files);
    } catch (IOException failure) {
      throw new InvalidInputException(
          "output folder '" + target + "' cannot be written (" + failure + "); choose another",
          failure);
    }
  }
}
