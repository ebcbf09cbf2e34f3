package org.sciml4j.examples;

import java.nio.file.Path;
import org.sciml4j.io.FieldWriter;

/** What all sample files have in common. */
final class SampleFile {
  /** Units of the time axes. */
  static final String SECONDS = "seconds since 2000-01-01 00:00:00";

  private SampleFile() {}

  /** Starts a file that is the same, byte for byte, whenever it is made. */
  static FieldWriter at(Path file, String title, String program) {
    return FieldWriter.netcdf(file)
        .overwrite(true)
        .attribute("title", title)
        .attribute("source", "org.sciml4j.examples." + program)
        .attribute("history", "made by org.sciml4j.examples." + program);
  }

  /** The file in the folder that the program was given, or the present one. */
  static Path in(String[] arguments, String name) {
    return Path.of(arguments.length > 0 ? arguments[0] : "").resolve(name);
  }
}
