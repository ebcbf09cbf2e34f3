package org.sciml4j.core.training;

import java.nio.file.Path;
import java.util.Optional;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.minimize.LbfgsOptions;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.Parameters;
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
  private final LbfgsOptions minimizer;
  private final Device device;
  private final TrainingOptions options = new TrainingOptions();

  private FullBatchTrainer(Objective objective, LbfgsOptions minimizer, Device device) {
    this.objective = objective;
    this.minimizer = minimizer;
    this.device = device;
  }

  /** One epoch in single precision from the key of seed 0. */
  public static FullBatchTrainer of(Objective objective, LbfgsOptions minimizer, Device device) {
    return new FullBatchTrainer(objective, minimizer, device);
  }

  /** Element type of the parameters. */
  public FullBatchTrainer dtype(DType other) {
    options.dtype(other);
    return this;
  }

  /**
   * Calls of the minimiser.
   *
   * @throws InvalidInputException if fewer than one
   */
  public FullBatchTrainer epochs(int number) {
    options.epochs(number);
    return this;
  }

  /** Origin of initial parameters and random layers. */
  public FullBatchTrainer key(RandomKey other) {
    options.key(other);
    return this;
  }

  /** Samples to judge by after each epoch. */
  public FullBatchTrainer validation(Dataset samples) {
    options.validation(samples);
    return this;
  }

  /**
   * A number to report after each epoch, of the validation samples where there are some.
   *
   * @throws InvalidInputException if the name is taken
   */
  public FullBatchTrainer metric(String name, Objective metric) {
    options.metric(name, metric);
    return this;
  }

  /** Who is told of the progress; an epoch is one step to it. */
  public FullBatchTrainer listener(TrainingListener other) {
    options.listener(other);
    return this;
  }

  /** Keeps a checkpoint, written after each epoch; {@link #resume} goes on from it. */
  public FullBatchTrainer checkpoint(Path file) {
    options.checkpoint(file, 0);
    return this;
  }

  /**
   * Trains from the initial parameters that the layers' initialisers draw.
   *
   * @throws InvalidInputException if there are no data, or layers and data do not fit
   * @throws NonFiniteLossException if the loss or its gradient is not finite at the start
   */
  public TrainingResult train(Dataset data) {
    return run(data).train();
  }

  /**
   * Trains from these parameters and states, which stay as they are.
   *
   * @throws InvalidInputException if they do not fit, there are no data, or layers and data do not
   *     fit
   * @throws NonFiniteLossException if the loss or its gradient is not finite at the start
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
    return new FullBatchTraining(options, objective, minimizer, device, data);
  }
}
