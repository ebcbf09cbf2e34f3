package org.sciml4j.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.io.FieldFile;
import org.sciml4j.io.Npz;

/** A variable of a file. */
record FieldPlace(Path file, String variable) {
  /**
   * Reads a name: a variable of the main file, a file of one field, or {@code FILE:VAR}.
   *
   * @throws InvalidInputException if there is none of this name
   */
  static FieldPlace find(String text, Path main) {
    Path path = Path.of(text);
    if (Files.isRegularFile(path)) {
      List<String> fields = names(path);
      if (fields.size() != 1) {
        throw new InvalidInputException(
            "'" + text + "'",
            "a file of " + fields,
            "one field",
            "choose one as " + text + ":NAME");
      }
      return new FieldPlace(path, fields.getFirst());
    }
    int colon = text.lastIndexOf(':');
    if (colon > 0 && Files.isRegularFile(Path.of(text.substring(0, colon)))) {
      return new FieldPlace(Path.of(text.substring(0, colon)), text.substring(colon + 1));
    }
    List<String> fields = names(main);
    if (!fields.contains(text)) {
      throw new InvalidInputException(
          "'" + text + "'",
          "neither a file nor a field of '" + main + "'",
          "one of " + String.join(", ", fields) + ", or FILE:VAR",
          "check the name");
    }
    return new FieldPlace(main, text);
  }

  /** Names of the fields in a file, any of which may be asked for. */
  static List<String> names(Path path) {
    String file = path.getFileName().toString();
    String lower = file.toLowerCase(Locale.ROOT);
    if (!Files.isRegularFile(path)) {
      throw new InvalidInputException(
          "file", "'" + path + "'", "a NetCDF, HDF5, npy or npz file", "check the name");
    }
    if (lower.endsWith(".npy")) {
      return List.of(file.substring(0, file.length() - ".npy".length()));
    }
    if (lower.endsWith(".npz")) {
      return Npz.names(path);
    }
    try (FieldFile opened = FieldFile.open(path)) {
      return opened.fieldNames();
    }
  }
}
