package org.sciml4j.cli;

import java.nio.file.Path;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.field.Field;
import org.sciml4j.io.FieldFile;
import org.sciml4j.io.FileGlob;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The input file of a command, or several files joined along an axis. */
final class SourceFile {
  @Parameters(
      paramLabel = "FILE",
      description = "NetCDF or HDF5 file, or a quoted pattern such as 'run/heat_*.nc'.")
  private String file;

  @Option(
      names = "--along",
      paramLabel = "AXIS",
      defaultValue = "time",
      description = "Axis that joins the files of a pattern. Default: ${DEFAULT-VALUE}.")
  private String along;

  FieldFile open() {
    return isPattern() ? FieldFile.openAll(file, along) : FieldFile.open(path());
  }

  /** The file, or all files of the pattern. */
  List<Path> paths() {
    return isPattern() ? FileGlob.expand(file) : List.of(path());
  }

  /** As given on the command line. */
  String name() {
    return file;
  }

  Path path() {
    return Path.of(file);
  }

  /** The file's name without folder, extension and wild cards. */
  String stem() {
    String base = file.substring(file.lastIndexOf('/') + 1);
    int dot = base.lastIndexOf('.');
    String stem = dot > 0 ? base.substring(0, dot) : base;
    return stem.replaceAll("[*?\\[\\]{},]+", "");
  }

  boolean isPattern() {
    return file.matches(".*[*?\\[{].*") && !path().toFile().exists();
  }

  /** The name of the field's time axis. */
  static String timeAxis(Field field) {
    return field.axes().stream()
        .filter(axis -> axis.kind() == AxisKind.TIME)
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "--time",
                    "given for '" + field.name() + "', which has axes " + field.axes(),
                    "a field with a time axis",
                    "use --slice with one of its axes"))
        .name();
  }
}
