package org.sciml4j.core.training;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.TemporaryFile;
import org.sciml4j.core.modelfile.SafetensorsFile;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.tensor.Tensor;

/**
 * Everything a training needs to go on as if it had never stopped: a safetensors file of
 * parameters, states, optimiser slots ({@code parameter@slot}) and, where early stopping keeps
 * them, the best parameters ({@code best:parameter}); its metadata holds the progress and the
 * settings.
 *
 * @param snapshot parameters, states and slots
 * @param best the best parameters and states so far, where they are kept
 * @param progress how far the training has come
 */
record Checkpoint(Parameters snapshot, Optional<Parameters> best, Progress progress)
    implements AutoCloseable {
  private static final String BEST = "best:";
  private static final String PROGRESS = "sciml4j.progress";
  private static final String SETTINGS = "sciml4j.settings";

  /**
   * Writes one; a kill at any moment leaves the old file or the new one.
   *
   * @param snapshot parameters, states and slots by name
   */
  static void write(
      Path file,
      Map<String, Tensor> snapshot,
      Optional<Parameters> best,
      Progress progress,
      TrainingSettings settings) {
    Map<String, Tensor> tensors = new LinkedHashMap<>(snapshot);
    best.ifPresent(
        parameters ->
            parameters.asMap().forEach((name, tensor) -> tensors.put(BEST + name, tensor)));
    SafetensorsFile.write(
        file, tensors, Map.of(PROGRESS, ProgressJson.write(progress), SETTINGS, settings.text()));
  }

  /** Removes what writers left that were killed while they wrote this file. */
  static void removeAbandoned(Path file) {
    TemporaryFile.removeAbandoned(file);
  }

  /**
   * Reads it.
   *
   * @throws InvalidInputException if the file is no checkpoint or one of other settings
   */
  static Checkpoint read(Path file, TrainingSettings settings) {
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      String written = open.metadata().get(SETTINGS);
      String progress = open.metadata().get(PROGRESS);
      if (written == null || progress == null) {
        throw new InvalidInputException(
            "checkpoint", "'" + file + "'", "a file that a training wrote", "choose another file");
      }
      TrainingSettings before = TrainingSettings.parse(written);
      if (!before.equals(settings)) {
        throw new InvalidInputException(
            "checkpoint",
            "'" + file + "' of a training with " + before.missingIn(settings),
            "one with " + settings.missingIn(before),
            "restore these settings, or choose another file for the new training");
      }
      Progress reached = ProgressJson.read(progress, file.toString());
      Parameters snapshot = Parameters.of(open.readAll(name -> !name.startsWith(BEST)));
      try {
        Map<String, Tensor> best = new LinkedHashMap<>();
        open.readAll(name -> name.startsWith(BEST))
            .forEach((name, tensor) -> best.put(name.substring(BEST.length()), tensor));
        Optional<Parameters> kept =
            best.isEmpty() ? Optional.empty() : Optional.of(Parameters.of(best));
        return new Checkpoint(snapshot, kept, reached);
      } catch (RuntimeException | Error failure) {
        snapshot.close();
        throw failure;
      }
    }
  }

  @Override
  public void close() {
    snapshot.close();
    best.ifPresent(Parameters::close);
  }
}
