package org.sciml4j.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.sciml4j.pde.model.StepModel;
import picocli.CommandLine.Parameters;

/** Where a trained time step is. */
final class ModelPlace {
  /** The file that a model is written to. */
  static final String FILE_NAME = "model.safetensors";

  @Parameters(
      paramLabel = "DIR",
      description = "Folder that pde train has written, or the model in it.")
  private Path place;

  Path path() {
    return place;
  }

  /** The fields of a model in a file, masked as it is. */
  static FieldSeries fields(StepModel model, SeriesInput input) {
    FieldSeries data = input.open(model.design().grid());
    try {
      data.requireLike(model.design());
      return model.mask().map(data::masked).orElse(data);
    } catch (RuntimeException failure) {
      data.close();
      throw failure;
    }
  }

  StepModel open() {
    return StepModel.read(file());
  }

  Path file() {
    return Files.isDirectory(place) ? place.resolve(FILE_NAME) : place;
  }
}
