package org.sciml4j.core.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.optim.Plateau;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;

/** How to train, whatever is minimised: what the trainers' methods set; each offers some of it. */
final class TrainingOptions {
  /** What a killed training may lose without anybody minding, besides its last epoch. */
  static final Duration SHORT = Duration.ofSeconds(10);

  private final Map<String, Objective> metrics = new LinkedHashMap<>();
  private DType dtype = DType.F32;
  private int batchSize = 32;
  private boolean dropsRemainder;
  private boolean shuffles = true;
  private int epochs = 1;
  private RandomKey key = RandomKey.of(0);
  private Plateau plateau;
  private Dataset validation;
  private EarlyStopping earlyStopping;
  private TrainingListener listener = TrainingListener.NONE;
  private Path checkpoint;
  private long checkpointEvery;
  private Duration leastBetweenCheckpoints = Duration.ZERO;

  void dtype(DType other) {
    dtype = other;
  }

  void batchSize(int samples) {
    requirePositive("batch size", samples);
    batchSize = samples;
  }

  void dropRemainder() {
    dropsRemainder = true;
  }

  void inOrder() {
    shuffles = false;
  }

  void epochs(int number) {
    requirePositive("epochs", number);
    epochs = number;
  }

  void key(RandomKey other) {
    key = other;
  }

  void plateau(Plateau other) {
    plateau = other;
  }

  void validation(Dataset samples) {
    validation = samples;
  }

  void earlyStopping(EarlyStopping other) {
    earlyStopping = other;
  }

  void metric(String name, Objective metric) {
    if (metrics.putIfAbsent(name, metric) != null) {
      throw new InvalidInputException(
          "metric", "'" + name + "'", "a name not used before", "rename one of them");
    }
  }

  void listener(TrainingListener other) {
    listener = other;
  }

  void checkpoint(Path file, long everySteps) {
    if (everySteps < 0) {
      throw new InvalidInputException(
          "steps between checkpoints", everySteps, "0 or more", "choose 0 for epochs only");
    }
    checkpoint = file;
    checkpointEvery = everySteps;
    leastBetweenCheckpoints = Duration.ZERO;
  }

  void checkpoint(Path file, Duration least) {
    if (least.isNegative()) {
      throw new InvalidInputException(
          "time between checkpoints", least, "0 or more", "choose 0 for every epoch");
    }
    checkpoint = file;
    checkpointEvery = 0;
    leastBetweenCheckpoints = least;
  }

  static void requirePositive(String argument, long value) {
    if (value < 1) {
      throw new InvalidInputException(argument, value, "1 or more", "choose at least 1");
    }
  }

  static void requireSamples(Dataset data) {
    if (data.size() == 0) {
      throw new InvalidInputException(
          "dataset", "empty", "at least one sample", "check what was read");
    }
  }

  /** The checkpoint to go on from, if there is one; removes what killed writers of it left. */
  Optional<Path> writtenCheckpoint() {
    if (checkpoint == null) {
      throw new InvalidInputException(
          "checkpoint", "not set", "a file to resume from", "call checkpoint(file) first");
    }
    Checkpoint.removeAbandoned(checkpoint);
    return checkpoint().filter(Files::exists);
  }

  /** Size of a full batch of these data. */
  int fullBatch(Dataset data) {
    requireSamples(data);
    if (batchSize > data.size()) {
      throw new InvalidInputException(
          "batch size",
          batchSize + " for " + data.size() + " samples",
          "no more than there are samples",
          "choose a smaller batch");
    }
    return batchSize;
  }

  /** What must be the same for a training to go on from its checkpoint, of any trainer. */
  List<String> origin(Dataset data) {
    return List.of(
        data.size() + " samples",
        validation().map(samples -> "validated by " + samples.size()).orElse("no validation"),
        "seed " + key.seed() + "/" + key.stream(),
        dtype.toString());
  }

  /** What must be the same besides {@link #origin} where steps are taken batch by batch. */
  List<String> batches() {
    return List.of(
        "batch size " + batchSize,
        dropsRemainder ? "without remainder" : "with remainder",
        shuffles ? "shuffled" : "in order",
        plateau().map(Plateau::toString).orElse("no plateau"),
        earlyStopping().map(EarlyStopping::toString).orElse("no early stopping"));
  }

  Map<String, Objective> metrics() {
    return metrics;
  }

  DType dtype() {
    return dtype;
  }

  boolean dropsRemainder() {
    return dropsRemainder;
  }

  boolean shuffles() {
    return shuffles;
  }

  int epochs() {
    return epochs;
  }

  RandomKey key() {
    return key;
  }

  Optional<Plateau> plateau() {
    return Optional.ofNullable(plateau);
  }

  Optional<Dataset> validation() {
    return Optional.ofNullable(validation);
  }

  Optional<EarlyStopping> earlyStopping() {
    return Optional.ofNullable(earlyStopping);
  }

  TrainingListener listener() {
    return listener;
  }

  Optional<Path> checkpoint() {
    return Optional.ofNullable(checkpoint);
  }

  long checkpointEvery() {
    return checkpointEvery;
  }

  Duration leastBetweenCheckpoints() {
    return leastBetweenCheckpoints;
  }
}
