package org.sciml4j.core.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.ParameterSpec;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.optim.Optimizer;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;

/**
 * Trains parts of a network in turn, each by its own objective and optimiser, as adversarial
 * networks need it: some steps of the critic, one of the generator, and again. A part is the scope
 * whose parameters it trains; objectives may use those of the other parts too. The methods set what
 * is to be done and return this. The same key, data and settings give the same bits for any number
 * of threads.
 */
public final class AlternatingTrainer {
  private final Device device;
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private DType dtype = DType.F32;
  private int batchSize = 32;
  private int epochs = 1;
  private RandomKey key = RandomKey.of(0);
  private TrainingListener listener = TrainingListener.NONE;

  /** A part and the turns it takes. */
  record Part(String scope, Objective objective, Optimizer optimizer, int steps) {}

  private AlternatingTrainer(Device device) {
    this.device = device;
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
   * @throws InvalidInputException if the scope is there already or the steps are fewer than one
   */
  public AlternatingTrainer part(
      String scope, Objective objective, Optimizer optimizer, int steps) {
    requirePositive("steps of part '" + scope + "'", steps);
    if (parts.putIfAbsent(scope, new Part(scope, objective, optimizer, steps)) != null) {
      throw new InvalidInputException(
          "part", "'" + scope + "'", "a scope not used before", "name another scope");
    }
    return this;
  }

  /** Element type of the parameters. */
  public AlternatingTrainer dtype(DType other) {
    dtype = other;
    return this;
  }

  /**
   * Samples in a batch; the last samples of an epoch are left out where they do not fill one.
   *
   * @throws InvalidInputException if fewer than one
   */
  public AlternatingTrainer batchSize(int samples) {
    requirePositive("batch size", samples);
    batchSize = samples;
    return this;
  }

  /**
   * Passes over the samples.
   *
   * @throws InvalidInputException if fewer than one
   */
  public AlternatingTrainer epochs(int number) {
    requirePositive("epochs", number);
    epochs = number;
    return this;
  }

  /** Origin of initial parameters, shuffling and random draws. */
  public AlternatingTrainer key(RandomKey other) {
    key = other;
    return this;
  }

  /** Who is told of the progress. */
  public AlternatingTrainer listener(TrainingListener other) {
    listener = other;
    return this;
  }

  /**
   * Trains from the initial parameters that the layers' initialisers draw. An epoch's loss is the
   * mean of the first part's, that of the epoch before where the part had no turn; its metrics are
   * the means of the losses, by scope, of the parts that had one.
   *
   * @throws InvalidInputException if there are no parts, one has no parameters, the data are fewer
   *     than a batch, or layers and data do not fit
   * @throws NonFiniteLossException if a loss or a parameter is not finite
   */
  public TrainingResult train(Dataset data) {
    if (parts.isEmpty()) {
      throw new InvalidInputException("parts", "none", "at least one", "add some by part(...)");
    }
    if (batchSize > data.size()) {
      throw new InvalidInputException(
          "batch size",
          batchSize + " for " + data.size() + " samples",
          "no more than there are samples",
          "choose a smaller batch");
    }
    try (AlternatingTraining training = new AlternatingTraining(this, data)) {
      return training.run();
    }
  }

  /** The objective of a part, where nothing else is trainable. */
  Traced trace(Part part, Dataset data) {
    String scope = part.scope();
    Traced all = Traced.of(part.objective(), dtype, Batch.types(data, batchSize), true);
    List<ParameterSpec> specs =
        all.parameters().stream()
            .map(
                spec ->
                    new ParameterSpec(
                        spec.name(),
                        spec.type(),
                        spec.initializer(),
                        spec.trainable() && spec.name().startsWith(scope + "/")))
            .toList();
    if (specs.stream().noneMatch(ParameterSpec::trainable)) {
      throw new InvalidInputException(
          "part",
          "'" + scope + "' without trainable parameters",
          "the start of some of " + specs.stream().map(ParameterSpec::name).toList(),
          "name the part's layer by named(\"" + scope + "\")");
    }
    return new Traced(all.graph(), all.batch(), specs, all.states(), all.results(), all.calls());
  }

  List<Part> parts() {
    return List.copyOf(parts.values());
  }

  Device device() {
    return device;
  }

  int batchSize() {
    return batchSize;
  }

  int epochs() {
    return epochs;
  }

  RandomKey key() {
    return key;
  }

  TrainingListener listener() {
    return listener;
  }

  private static void requirePositive(String argument, long value) {
    if (value < 1) {
      throw new InvalidInputException(argument, value, "1 or more", "choose at least 1");
    }
  }
}
