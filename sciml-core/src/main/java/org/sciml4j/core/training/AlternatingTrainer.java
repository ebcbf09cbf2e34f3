package org.sciml4j.core.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.ParameterSpec;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.optim.GradientClipping;
import org.sciml4j.core.optim.Optimizer;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.training.TrainingResult.Stop;

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

  private record Part(Objective objective, Optimizer optimizer, int steps) {}

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
    if (parts.putIfAbsent(scope, new Part(objective, optimizer, steps)) != null) {
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
   * mean of the first part's; its metrics are the means of all parts' losses by scope.
   *
   * @throws InvalidInputException if there are no parts, one has no parameters, the data are fewer
   *     than a batch, or layers and data do not fit
   * @throws NonFiniteLossException if a loss is not finite
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
    try (TrainingMemory memory = new TrainingMemory(device);
        Batch batch = Batch.of(data, batchSize)) {
      List<TrainingStep> steps = new ArrayList<>();
      try {
        parts.forEach((scope, part) -> steps.add(step(scope, part, data, memory)));
        try (Parameters initial = Parameters.initial(memory.specs(), key.child(0))) {
          memory.start(initial);
        }
        return run(data, memory, batch, steps);
      } finally {
        steps.forEach(TrainingStep::close);
      }
    }
  }

  private TrainingStep step(String scope, Part part, Dataset data, TrainingMemory memory) {
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
    Traced traced =
        new Traced(all.graph(), all.batch(), specs, all.states(), all.results(), all.calls());
    memory.add(traced, part.optimizer().slots());
    return new TrainingStep(traced, part.optimizer(), GradientClipping.none(), memory, false);
  }

  private TrainingResult run(
      Dataset data, TrainingMemory memory, Batch batch, List<TrainingStep> steps) {
    List<String> scopes = List.copyOf(parts.keySet());
    List<Part> all = List.copyOf(parts.values());
    int[] turns = turns(all);
    long[] counts = new long[all.size()];
    long drawSeed = key.child(2).seed();
    long perEpoch = data.size() / batchSize;
    long step = 0;
    History history = History.empty();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      listener.epochStarts(epoch, epochs, perEpoch);
      long[] order = Permutation.of(data.size(), key.child(1).child(epoch));
      double[] sums = new double[all.size()];
      long[] taken = new long[all.size()];
      for (int number = 0; number < perEpoch; number++, step++) {
        int turn = turns[(int) (step % turns.length)];
        data.read(order, number * batchSize, batchSize, batch.tensors());
        double rate = all.get(turn).optimizer().learningRate();
        double loss = steps.get(turn).run(batch.tensors(), drawSeed, step, counts[turn]++, rate);
        if (!Double.isFinite(loss)) {
          throw NonFiniteLossException.at(
              "a step of '" + scopes.get(turn) + "' in epoch " + epoch,
              loss,
              "",
              memory.firstNonFinite(),
              Optional.empty(),
              memory.parameters());
        }
        sums[turn] += loss;
        taken[turn]++;
        listener.stepDone(number + 1L, loss);
      }
      Map<String, Double> means = new LinkedHashMap<>();
      for (int i = 0; i < sums.length; i++) {
        means.put(scopes.get(i), sums[i] / taken[i]);
      }
      History.Epoch done =
          new History.Epoch(
              epoch,
              sums[0] / taken[0],
              OptionalDouble.empty(),
              means,
              all.getFirst().optimizer().learningRate());
      history = history.and(done);
      listener.epochDone(done);
    }
    return new TrainingResult(memory.parameters(), history, Stop.ALL_EPOCHS);
  }

  /** Which part each step of a cycle trains. */
  private static int[] turns(List<Part> parts) {
    List<Integer> turns = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      for (int k = 0; k < parts.get(i).steps(); k++) {
        turns.add(i);
      }
    }
    return turns.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void requirePositive(String argument, long value) {
    if (value < 1) {
      throw new InvalidInputException(argument, value, "1 or more", "choose at least 1");
    }
  }
}
