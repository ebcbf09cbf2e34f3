package org.sciml4j.core.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.NearNames;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.optim.GradientClipping;
import org.sciml4j.core.optim.Optimizer;
import org.sciml4j.core.optim.Schedule;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;

/**
 * Trains parts of a network in turn, each by its own objective and optimiser, as adversarial
 * networks need it: some steps of the critic, one of the generator, and again. A part is the scope
 * whose parameters it trains; objectives may use those of the other parts too. The methods set what
 * is to be done and return this; {@link #train} does it and may be called again. The same key, data
 * and settings give the same bits for any number of threads.
 */
public final class AlternatingTrainer {
  private final Device device;
  private final Map<String, TrainingPart> parts = new LinkedHashMap<>();
  private final TrainingOptions options = new TrainingOptions();

  private AlternatingTrainer(Device device) {
    this.device = device;
    options.dropRemainder();
  }

  /** One epoch of full batches of 32 in single precision, shuffled by the key of seed 0. */
  public static AlternatingTrainer on(Device device) {
    return new AlternatingTrainer(device);
  }

  /**
   * Adds a part: its steps follow those of the parts added before, then the first part's come
   * again.
   *
   * @param scope parameters named {@code scope/...} are trained
   * @param steps how many in a row, each on the next batch
   * @throws InvalidInputException if the scope is empty, equals another part's, contains it or lies
   *     in it, or the steps are fewer than one
   */
  public AlternatingTrainer part(
      String scope, Objective objective, Optimizer optimizer, int steps) {
    TrainingOptions.requirePositive("steps of part '" + scope + "'", steps);
    if (scope.isEmpty() || parts.values().stream().anyMatch(one -> one.overlaps(scope))) {
      throw new InvalidInputException(
          "part",
          "'" + scope + "'",
          "a scope not used before, apart from " + parts.keySet(),
          "name another scope");
    }
    parts.put(scope, TrainingPart.of(scope, objective, optimizer, steps));
    return this;
  }

  /**
   * Learning rate of a part over its own steps, instead of its optimiser's.
   *
   * @throws InvalidInputException if there is no such part
   */
  public AlternatingTrainer schedule(String scope, Schedule other) {
    parts.put(scope, existing(scope).withSchedule(other));
    return this;
  }

  /**
   * Limits the gradients of a part before each of its steps.
   *
   * @throws InvalidInputException if there is no such part
   */
  public AlternatingTrainer clipping(String scope, GradientClipping other) {
    parts.put(scope, existing(scope).withClipping(other));
    return this;
  }

  private TrainingPart existing(String scope) {
    TrainingPart part = parts.get(scope);
    if (part == null) {
      throw new InvalidInputException(
          "part",
          "'" + scope + "'",
          "one of " + parts.keySet(),
          NearNames.didYouMean(scope, parts.keySet(), "add it by part(...) first"));
    }
    return part;
  }

  /** Element type of the parameters. */
  public AlternatingTrainer dtype(DType other) {
    options.dtype(other);
    return this;
  }

  /**
   * Samples in a batch; the last samples of an epoch are left out where they do not fill one.
   *
   * @throws InvalidInputException if fewer than one
   */
  public AlternatingTrainer batchSize(int samples) {
    options.batchSize(samples);
    return this;
  }

  /**
   * Passes over the samples.
   *
   * @throws InvalidInputException if fewer than one
   */
  public AlternatingTrainer epochs(int number) {
    options.epochs(number);
    return this;
  }

  /** Origin of initial parameters, shuffling and random draws. */
  public AlternatingTrainer key(RandomKey other) {
    options.key(other);
    return this;
  }

  /** Who is told of the progress. */
  public AlternatingTrainer listener(TrainingListener other) {
    options.listener(other);
    return this;
  }

  /**
   * Keeps a checkpoint, written after the epochs that end ten seconds or more after it was last
   * written, and when the training ends or fails; {@link #resume} goes on from it.
   */
  public AlternatingTrainer checkpoint(Path file) {
    return checkpoint(file, TrainingOptions.SHORT);
  }

  /**
   * Keeps a checkpoint, written after the epochs that end so long after it was last written, and
   * when the training ends or fails.
   *
   * @throws InvalidInputException if the time is negative
   */
  public AlternatingTrainer checkpoint(Path file, Duration least) {
    options.checkpoint(file, least);
    return this;
  }

  /**
   * Keeps a checkpoint, written after each epoch and every so many steps of all parts together.
   *
   * @throws InvalidInputException if {@code everySteps} is negative
   */
  public AlternatingTrainer checkpoint(Path file, long everySteps) {
    options.checkpoint(file, everySteps);
    return this;
  }

  /**
   * Trains from the initial parameters that the layers' initialisers draw. An epoch's loss is the
   * mean of the first part's, that of the epoch before where the part had no turn; its metrics are
   * the means of the losses, by scope, of the parts that had one; its learning rate is that of the
   * first part's last step.
   *
   * @throws InvalidInputException if there are no parts, one has no parameters, the data are fewer
   *     than a batch, or layers and data do not fit
   * @throws NonFiniteLossException if a loss or a parameter is not finite
   */
  public TrainingResult train(Dataset data) {
    return run(data).train();
  }

  /**
   * Trains from these parameters and states, which stay as they are.
   *
   * @throws InvalidInputException as {@link #train(Dataset)}, and if they do not fit
   * @throws NonFiniteLossException if a loss or a parameter is not finite
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
    if (parts.isEmpty()) {
      throw new InvalidInputException("parts", "none", "at least one", "add some by part(...)");
    }
    return new Training(options, List.copyOf(parts.values()), device, data);
  }
}
