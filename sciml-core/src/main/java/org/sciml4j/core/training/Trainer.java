package org.sciml4j.core.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.Parameters;
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
  private final TrainingOptions options = new TrainingOptions();
  private final Device device;
  private TrainingPart part;

  private Trainer(TrainingPart part, Device device) {
    this.part = part;
    this.device = device;
  }

  /** One epoch of batches of 32 in single precision, shuffled by the key of seed 0. */
  public static Trainer of(Objective objective, Optimizer optimizer, Device device) {
    return new Trainer(TrainingPart.whole(objective, optimizer), device);
  }

  /** Element type of the parameters. */
  public Trainer dtype(DType other) {
    options.dtype(other);
    return this;
  }

  /**
   * Samples in a batch.
   *
   * @throws InvalidInputException if fewer than one
   */
  public Trainer batchSize(int samples) {
    options.batchSize(samples);
    return this;
  }

  /** Leaves out the last samples of an epoch where they do not fill a batch. */
  public Trainer dropRemainder() {
    options.dropRemainder();
    return this;
  }

  /** Takes the samples in their order in every epoch. */
  public Trainer inOrder() {
    options.inOrder();
    return this;
  }

  /**
   * Passes over the samples.
   *
   * @throws InvalidInputException if fewer than one
   */
  public Trainer epochs(int number) {
    options.epochs(number);
    return this;
  }

  /** Origin of initial parameters, shuffling and random layers. */
  public Trainer key(RandomKey other) {
    options.key(other);
    return this;
  }

  /** Learning rate over the steps, instead of the optimiser's own. */
  public Trainer schedule(Schedule other) {
    part = part.withSchedule(other);
    return this;
  }

  /** Lowers the learning rate when the watched loss no longer falls. */
  public Trainer onPlateau(Plateau other) {
    options.plateau(other);
    return this;
  }

  /** Limits gradients before each step. */
  public Trainer clipping(GradientClipping other) {
    part = part.withClipping(other);
    return this;
  }

  /** Samples to judge by after each epoch; their loss is then the watched one. */
  public Trainer validation(Dataset samples) {
    options.validation(samples);
    return this;
  }

  /** Ends the training when the watched loss no longer falls. */
  public Trainer earlyStopping(EarlyStopping other) {
    options.earlyStopping(other);
    return this;
  }

  /**
   * A number to report after each epoch, of the validation samples where there are some.
   *
   * @throws InvalidInputException if the name is taken
   */
  public Trainer metric(String name, Objective metric) {
    options.metric(name, metric);
    return this;
  }

  /** Who is told of the progress. */
  public Trainer listener(TrainingListener other) {
    options.listener(other);
    return this;
  }

  /**
   * Keeps a checkpoint, written after the epochs that end ten seconds or more after it was last
   * written, and when the training ends or fails; {@link #resume} goes on from it.
   */
  public Trainer checkpoint(Path file) {
    return checkpoint(file, TrainingOptions.SHORT);
  }

  /**
   * Keeps a checkpoint, written after the epochs that end so long after it was last written, and
   * when the training ends or fails.
   *
   * @throws InvalidInputException if the time is negative
   */
  public Trainer checkpoint(Path file, Duration least) {
    options.checkpoint(file, least);
    return this;
  }

  /**
   * Keeps a checkpoint, written after each epoch and every so many steps.
   *
   * @throws InvalidInputException if {@code everySteps} is negative
   */
  public Trainer checkpoint(Path file, long everySteps) {
    options.checkpoint(file, everySteps);
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
    return run(data).train();
  }

  /**
   * Trains from these parameters and states, which stay as they are.
   *
   * @throws InvalidInputException if they do not fit, the data are fewer than a batch, or layers
   *     and data do not fit
   * @throws NonFiniteLossException if a loss is not finite
   */
  public TrainingResult train(Dataset data, Parameters initial) {
    return run(data).train(initial);
  }

  /**
   * Goes on from the checkpoint as if nothing had happened, with the same bits; trains from the
   * start where there is no checkpoint yet.
   *
   * @throws InvalidInputException if no checkpoint file was set, or it is of another training
   */
  public TrainingResult resume(Dataset data) {
    Optional<Path> written = options.writtenCheckpoint();
    return run(data).resume(written);
  }

  private TrainingRun run(Dataset data) {
    return new Training(options, List.of(part), device, data);
  }
}
