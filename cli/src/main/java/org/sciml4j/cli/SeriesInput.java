package org.sciml4j.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The file of frames that a command on time steps works on. */
final class SeriesInput {
  @Parameters(paramLabel = "INPUT", description = "NetCDF, HDF5 or npz file with coordinates.")
  private Path file;

  @Option(
      names = "--slice",
      paramLabel = "AXIS=A:B",
      description = "Points of an axis to use, as in Python; repeatable.")
  private List<String> slices = List.of();

  Path file() {
    return file;
  }

  /** The file's name without its ending. */
  String name() {
    return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
  }

  FieldSeries open(List<String> variables) {
    return FieldSeries.open(file, variables, slices);
  }

  /** What else than the file says which frames are read. */
  String selection() {
    return slices.toString();
  }
}
