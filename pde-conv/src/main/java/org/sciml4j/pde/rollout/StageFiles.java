package org.sciml4j.pde.rollout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.training.ModelFile;

/**
 * The files of a training in stages: {@code stage-00.safetensors} with the parameters of a stage
 * that is done, {@code stage-01.checkpoint} of the one that runs.
 */
record StageFiles(Path directory, List<RolloutStage> stages, String identity) {
  private static final String STAGE = "sciml4j.pde.stage";
  private static final int SHOWN = 120;

  void createDirectory() {
    try {
      Files.createDirectories(directory);
    } catch (IOException failure) {
      throw new InvalidInputException(
          "cannot create '" + directory + "'; choose another directory", failure);
    }
  }

  void removeCheckpoint(int stage) {
    remove(checkpoint(stage));
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new InvalidInputException(
          "cannot remove '" + file + "'; check its permissions", failure);
    }
  }

  Path checkpoint(int stage) {
    return file(stage, "checkpoint");
  }

  void save(int stage, Parameters parameters) {
    ModelFile.save(file(stage, "safetensors"), parameters, Map.of(STAGE, described(stage)));
  }

  /** The last stage that is done, if there is one. */
  Optional<Integer> lastDone() {
    int last = -1;
    for (int stage = 0; stage < stages.size(); stage++) {
      Path file = file(stage, "safetensors");
      if (!Files.exists(file)) {
        break;
      }
      String written = ModelFile.metadata(file).get(STAGE);
      if (!described(stage).equals(written)) {
        throw new InvalidInputException(
            "stage file",
            "'" + file + "' of " + differing(written, described(stage)),
            "one of " + differing(described(stage), written),
            "restore model, data and schedule, or choose another directory");
      }
      last = stage;
    }
    return last < 0 ? Optional.empty() : Optional.of(last);
  }

  /** What is other in one of two long descriptions, from the comma before it. */
  private static String differing(String one, String other) {
    if (one == null || other == null) {
      return one == null ? "no stage" : one;
    }
    int from = 0;
    while (from < Math.min(one.length(), other.length())
        && one.charAt(from) == other.charAt(from)) {
      from++;
    }
    int to = one.length();
    for (int end = other.length();
        to > from && end > from && one.charAt(to - 1) == other.charAt(end - 1);
        end--) {
      to--;
    }
    int before = Math.max(0, from - 1);
    int start = Math.max(one.lastIndexOf(", ", before) + 2, one.lastIndexOf('[', before) + 1);
    String part = one.substring(Math.min(start, from), to);
    return "... " + part.substring(0, Math.min(SHOWN, part.length())) + " ...";
  }

  private String described(int stage) {
    return stages.get(stage) + (identity.isEmpty() ? "" : " of " + identity);
  }

  /** Removes what an earlier training of these stages left. */
  void clear() {
    for (int stage = 0; stage < stages.size(); stage++) {
      removeCheckpoint(stage);
      remove(file(stage, "safetensors"));
    }
  }

  Parameters load(int stage) {
    return ModelFile.load(file(stage, "safetensors"));
  }

  private Path file(int stage, String ending) {
    return directory.resolve("stage-%02d.%s".formatted(stage, ending));
  }
}
