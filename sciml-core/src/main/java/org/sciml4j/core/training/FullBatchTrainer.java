package org.sciml4j.core.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.minimize.LbfgsOptions;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;

/**
 * Minimises an objective over all samples of a dataset at once by {@link
 * org.sciml4j.core.minimize.Lbfgs}, as PyTorch's {@code LBFGS}: an epoch is one {@link
 * org.sciml4j.core.minimize.Lbfgs#step}, up to 20 iterations. Random layers draw the same numbers
 * in every evaluation, so that the loss is a function; states advance once an epoch. The methods
 * set what is to be done and return this; {@link #train} does it and may be called again. The same
 * key, data and settings give the same bits for any number of threads.
 */
public final class FullBatchTrainer {
  private final Objective objective;
  private final LbfgsOptions options;
  private final Device device;
  private final Map<String, Objective> metrics = new LinkedHashMap<>();
  private DType dtype = DType.F32;
  private int epochs = 1;
  private RandomKey key = RandomKey.of(0);
  private Dataset validation;
  private TrainingListener listener = TrainingListener.NONE;
  private Path checkpoint;

  private FullBatchTrainer(Objective objective, LbfgsOptions options, Device device) {
    this.objective = objective;
    this.options = options;
    this.device = device;
  }

  /** One epoch in single precision from the key of seed 0. */
  public static FullBatchTrainer of(Objective objective, LbfgsOptions options, Device device) {
    return new FullBatchTrainer(objective, options, device);
  }

  /** Element type of the parameters. */
  public FullBatchTrainer dtype(DType other) {
    dtype = other;
    return this;
  }

  /**
   * Calls of the minimiser.
   *
   * @throws InvalidInputException if fewer than one
   */
  public FullBatchTrainer epochs(int number) {
    if (number < 1) {
      throw new InvalidInputException("epochs", number, "1 or more", "choose at least 1");
    }
    epochs = number;
    return this;
  }

  /** Origin of initial parameters and random layers. */
  public FullBatchTrainer key(RandomKey other) {
    key = other;
    return this;
  }

  /** Samples to judge by after each epoch. */
  public FullBatchTrainer validation(Dataset samples) {
    validation = samples;
    return this;
  }

  /**
   * A number to report after each epoch, of the validation samples where there are some.
   *
   * @throws InvalidInputException if the name is taken
   */
  public FullBatchTrainer metric(String name, Objective metric) {
    if (metrics.putIfAbsent(name, metric) != null) {
      throw new InvalidInputException(
          "metric", "'" + name + "'", "a name not used before", "rename one of them");
    }
    return this;
  }

  /** Who is told of the progress; an epoch is one step to it. */
  public FullBatchTrainer listener(TrainingListener other) {
    listener = other;
    return this;
  }

  /** Keeps a checkpoint, written after each epoch; {@link #resume} goes on from it. */
  public FullBatchTrainer checkpoint(Path file) {
    checkpoint = file;
    return this;
  }

  /**
   * Trains from the initial parameters that the layers' initialisers draw.
   *
   * @throws InvalidInputException if there are no data, or layers and data do not fit
   * @throws NonFiniteLossException if the loss or its gradient is not finite at the start
   */
  public TrainingResult train(Dataset data) {
    try (Parameters initial = Parameters.initial(trace(data).specs(), key.child(0))) {
      return train(data, initial);
    }
  }

  /**
   * Trains from these parameters and states, which stay as they are.
   *
   * @throws InvalidInputException if they do not fit, there are no data, or layers and data do not
   *     fit
   * @throws NonFiniteLossException if the loss or its gradient is not finite at the start
   */
  public TrainingResult train(Dataset data, Parameters initial) {
    try (FullBatchTraining training = new FullBatchTraining(this, data)) {
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
    try (FullBatchTraining training = new FullBatchTraining(this, data)) {
      training.restore(checkpoint);
      return training.run();
    }
  }

  Traced trace(Dataset data) {
    if (data.size() == 0) {
      throw new InvalidInputException(
          "dataset", "empty", "at least one sample", "check what was read");
    }
    return Traced.of(objective, dtype, Batch.types(data, Math.toIntExact(data.size())), true);
  }

  /** What must be the same for a training to go on from its checkpoint. */
  String settings(Dataset data) {
    return options
        + ", "
        + data.size()
        + " samples, seed "
        + key.seed()
        + "/"
        + key.stream()
        + ", "
        + dtype;
  }

  Objective objective() {
    return objective;
  }

  LbfgsOptions options() {
    return options;
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

  int epochs() {
    return epochs;
  }

  RandomKey key() {
    return key;
  }

  Optional<Dataset> validation() {
    return Optional.ofNullable(validation);
  }

  TrainingListener listener() {
    return listener;
  }

  Optional<Path> checkpoint() {
    return Optional.ofNullable(checkpoint);
  }
}
