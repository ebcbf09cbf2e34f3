package org.sciml4j.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.training.ModelFile;
import org.sciml4j.pde.pdenet.PdeNetDesign;

/**
 * A trained model with its numbers, to be closed.
 *
 * @param design what it is built from
 * @param parameters its numbers
 */
record PdeModelFile(PdeNetDesign design, Parameters parameters) implements AutoCloseable {
  static final String NAME = "model.safetensors";

  /**
   * Reads a model.
   *
   * @param place its file, or the folder that {@code pde train} wrote
   */
  static PdeModelFile open(Path place) {
    Path file = Files.isDirectory(place) ? place.resolve(NAME) : place;
    PdeNetDesign design = PdeNetDesign.read(file);
    return new PdeModelFile(design, ModelFile.load(file));
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
          "outside of the output folder '" + output + "', which is replaced as a whole",
          "choose another place");
    }
  }

  /**
   * What the model stands for.
   *
   * @param degree highest degree of a term
   * @param smallest terms that are smaller than this fraction of the largest are left out
   */
  List<String> equations(int degree, double smallest) {
    double[] sizes = design.model().scales().stream().mapToDouble(Double::doubleValue).toArray();
    return design.model().explain(parameters, degree).stream()
        .map(one -> one.withoutContributionsBelow(smallest, sizes).toString())
        .toList();
  }

  @Override
  public void close() {
    parameters.close();
  }
}
