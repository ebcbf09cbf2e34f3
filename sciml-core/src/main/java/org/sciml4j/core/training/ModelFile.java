package org.sciml4j.core.training;

import java.nio.file.Path;
import java.util.Map;
import org.sciml4j.core.modelfile.SafetensorsFile;
import org.sciml4j.core.nn.Parameters;

/**
 * Trained parameters and states as a safetensors file, which Python's {@code safetensors} reads.
 */
public final class ModelFile {
  private ModelFile() {}

  /**
   * Writes parameters.
   *
   * @param metadata anything worth keeping with them, for example the architecture as JSON
   * @throws org.sciml4j.core.InvalidInputException if the file cannot be written
   */
  public static void save(Path file, Parameters parameters, Map<String, String> metadata) {
    SafetensorsFile.write(file, parameters.asMap(), metadata);
  }

  /**
   * Reads the parameters of a model file, or of a checkpoint, without what only its training needs.
   *
   * @throws org.sciml4j.core.InvalidInputException if the file cannot be read or is damaged
   */
  public static Parameters load(Path file) {
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      return Parameters.of(open.readAll(name -> !name.contains("@") && !name.startsWith("best:")));
    }
  }
}
