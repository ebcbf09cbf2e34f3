package org.sciml4j.core.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.optim.GradientClipping;
import org.sciml4j.core.optim.Optimizer;
import org.sciml4j.core.optim.Plateau;
import org.sciml4j.core.optim.Schedule;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;

/**
 * Minimises an objective over the samples of a dataset by an {@link Optimizer}, batch by batch. The
 * methods set what is to be done and return this; {@link #train} does it and may be called again.
 * The same key, data and settings give the same bits for any number of threads.
 */
public final class Trainer {
  private final Objective objective;
  private final Optimizer optimizer;
  private final Device device;
  private final Map<String, Objective> metrics = new LinkedHashMap<>();
  private DType dtype = DType.F32;
  private int batchSize = 32;
  private boolean dropRemainder;
  private boolean shuffle = true;
  private int epochs = 1;
  private RandomKey key = RandomKey.of(0);
  private Schedule schedule;
  private Plateau plateau;
  private GradientClipping clipping = GradientClipping.none();
  private Dataset validation;
  private EarlyStopping earlyStopping;
  private TrainingListener listener = TrainingListener.NONE;
  private Path checkpoint;
  private long checkpointEvery;

  private Trainer(Objective objective, Optimizer optimizer, Device device) {
    this.objective = objective;
    this.optimizer = optimizer;
    this.device = device;
  }

  /** One epoch of batches of 32 in single precision, shuffled by the key of seed 0. */
  public static Trainer of(Objective objective, Optimizer optimizer, Device device) {
    return new Trainer(objective, optimizer, device);
  }

  /** Element type of the parameters. */
  public Trainer dtype(DType other) {
    dtype = other;
    return this;
  }

  /**
   * Samples in a batch.
   *
   * @throws InvalidInputException if fewer than one
   */
  public Trainer batchSize(int samples) {
    requirePositive("batch size", samples);
    batchSize = samples;
    return this;
  }

  /** Leaves out the last samples of an epoch where they do not fill a batch. */
  public Trainer dropRemainder() {
    dropRemainder = true;
    return this;
  }

  /** Takes the samples in their order in every epoch. */
  public Trainer inOrder() {
    shuffle = false;
    return this;
  }

  /**
   * Passes over the samples.
   *
   * @throws InvalidInputException if fewer than one
   */
  public Trainer epochs(int number) {
    requirePositive("epochs", number);
    epochs = number;
    return this;
  }

  /** Origin of initial parameters, shuffling and random layers. */
  public Trainer key(RandomKey other) {
    key = other;
    return this;
  }

  /** Learning rate over the steps, instead of the optimiser's own. */
  public Trainer schedule(Schedule other) {
    schedule = other;
    return this;
  }

  /** Lowers the learning rate when the watched loss no longer falls. */
  public Trainer onPlateau(Plateau other) {
    plateau = other;
    return this;
  }

  /** Limits gradients before each step. */
  public Trainer clipping(GradientClipping other) {
    clipping = other;
    return this;
  }

  /** Samples to judge by after each epoch; their loss is then the watched one. */
  public Trainer validation(Dataset samples) {
    validation = samples;
    return this;
  }

  /** Ends the training when the watched loss no longer falls. */
  public Trainer earlyStopping(EarlyStopping other) {
    earlyStopping = other;
    return this;
  }

  /**
   * A number to report after each epoch, of the validation samples where there are some.
   *
   * @throws InvalidInputException if the name is taken
   */
  public Trainer metric(String name, Objective metric) {
    if (metrics.putIfAbsent(name, metric) != null) {
      throw new InvalidInputException(
          "metric", "'" + name + "'", "a name not used before", "rename one of them");
    }
    return this;
  }

  /** Who is told of the progress. */
  public Trainer listener(TrainingListener other) {
    listener = other;
    return this;
  }

  /** Keeps a checkpoint, written after each epoch; {@link #resume} goes on from it. */
  public Trainer checkpoint(Path file) {
    return checkpoint(file, 0);
  }

  /**
   * Keeps a checkpoint, written after each epoch and every so many steps.
   *
   * @throws InvalidInputException if {@code everySteps} is negative
   */
  public Trainer checkpoint(Path file, long everySteps) {
    if (everySteps < 0) {
      throw new InvalidInputException(
          "steps between checkpoints", everySteps, "0 or more", "choose 0 for epochs only");
    }
    checkpoint = file;
    checkpointEvery = everySteps;
    return this;
  }

  /**
   * Trains from the initial parameters that the layers' initialisers draw. States of sequences
   * ({@code stateful} recurrent layers) are set to their initial numbers before each epoch, before
   * each validation and in the result.
   *
   * @throws InvalidInputException if the data are fewer than a batch, layers and data do not fit,
   *     or samples of sequences are shuffled
   * @throws NonFiniteLossException if a loss or a parameter is not finite, the validation's
   *     included
   */
  public TrainingResult train(Dataset data) {
    Traced traced = trace(data, fullBatch(data));
    try (Parameters initial = Parameters.initial(traced.specs(), key.child(0))) {
      return train(data, initial);
    }
  }

  /**
   * Trains from these parameters and states, which stay as they are.
   *
   * @throws InvalidInputException if they do not fit, the data are fewer than a batch, or layers
   *     and data do not fit
   * @throws NonFiniteLossException if a loss is not finite
   */
  public TrainingResult train(Dataset data, Parameters initial) {
    try (Training training = new Training(this, data)) {
      training.start(initial);
      return training.run();
    }
  }

  /**
   * Goes on from the checkpoint as if nothing had happened, with the same bits; trains from the
   * start where there is no checkpoint yet.
   *
   * @throws InvalidInputException if no checkpoint file was set, or it is of another training
   */
  public TrainingResult resume(Dataset data) {
    if (checkpoint == null) {
      throw new InvalidInputException(
          "checkpoint", "not set", "a file to resume from", "call checkpoint(file) first");
    }
    Checkpoint.removeAbandoned(checkpoint);
    if (!Files.exists(checkpoint)) {
      return train(data);
    }
    try (Training training = new Training(this, data)) {
      training.restore(checkpoint);
      return training.run();
    }
  }

  private static void requirePositive(String argument, long value) {
    if (value < 1) {
      throw new InvalidInputException(argument, value, "1 or more", "choose at least 1");
    }
  }

  /** Size of a full batch of these data. */
  int fullBatch(Dataset data) {
    if (data.size() == 0) {
      throw new InvalidInputException(
          "dataset", "empty", "at least one sample", "check what was read");
    }
    if (batchSize > data.size()) {
      throw new InvalidInputException(
          "batch size",
          batchSize + " for " + data.size() + " samples",
          "no more than there are samples",
          "choose a smaller batch");
    }
    return batchSize;
  }

  Traced trace(Dataset data, int size) {
    return Traced.of(objective, dtype, Batch.types(data, size), true);
  }

  /** What must be the same for a training to go on from its checkpoint. */
  String settings(Dataset data) {
    return "network of "
        + NetworkFingerprint.of(trace(data, fullBatch(data)))
        + ", optimizer "
        + optimizer
        + ", batch size "
        + batchSize
        + (dropRemainder ? " without remainder" : "")
        + (shuffle ? " shuffled" : " in order")
        + ", "
        + data.size()
        + " samples"
        + ", seed "
        + key.seed()
        + "/"
        + key.stream()
        + ", "
        + dtype
        + ", "
        + schedule().description()
        + ", "
        + clipping.description()
        + plateau().map(one -> ", " + one).orElse("")
        + earlyStopping().map(one -> ", " + one).orElse("");
  }

  Objective objective() {
    return objective;
  }

  Optimizer optimizer() {
    return optimizer;
  }

  Device device() {
    return device;
  }

  Map<String, Objective> metrics() {
    return metrics;
  }

  DType dtype() {
    return dtype;
  }

  boolean dropsRemainder() {
    return dropRemainder;
  }

  boolean shuffles() {
    return shuffle;
  }

  int epochs() {
    return epochs;
  }

  RandomKey key() {
    return key;
  }

  Schedule schedule() {
    return schedule == null ? Schedule.constant(optimizer.learningRate()) : schedule;
  }

  Optional<Plateau> plateau() {
    return Optional.ofNullable(plateau);
  }

  GradientClipping clipping() {
    return clipping;
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
}
