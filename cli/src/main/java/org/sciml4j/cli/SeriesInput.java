package org.sciml4j.cli;

import java.nio.file.Path;
import java.util.List;
import org.sciml4j.pde.model.StateGrid;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The file of frames that a command on time steps works on. */
final class SeriesInput {
  @Parameters(paramLabel = "INPUT", description = "NetCDF, HDF5, npy or npz file.")
  private Path file;

  @Mixin private AxisOptions sampling;

  Path file() {
    return file;
  }

  /** The file's name without its ending. */
  String name() {
    return stem(file);
  }

  /** A file's name without its ending. */
  static String stem(Path file) {
    return file.getFileName().toString().replaceFirst("(?<=.)\\.[^.]*$", "");
  }

  FieldSeries open(List<String> variables) {
    return FieldSeries.open(file, variables, sampling::view);
  }

  /** The variables of a model; steps that are not told are its own. */
  FieldSeries open(StateGrid grid) {
    return FieldSeries.open(file, grid.variables(), field -> sampling.view(field, grid));
  }

  AxisOptions sampling() {
    return sampling;
  }
}
