package org.sciml4j.core.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.device.NonFiniteException;
import org.sciml4j.core.minimize.Lbfgs;
import org.sciml4j.core.minimize.LbfgsOptions;
import org.sciml4j.core.minimize.StopReason;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.TrainingResult.Stop;

/** One run of a {@link FullBatchTrainer}. */
final class FullBatchTraining implements TrainingRun {
  private static final String LBFGS = "lbfgs@";

  private final TrainingOptions options;
  private final double stepLength;
  private final Traced traced;
  private final Resources own = new Resources();
  private final Batch batch;
  private final TrainingMemory memory;
  private final FullBatchLoss loss;
  private final Lbfgs lbfgs;
  private final Tensor x;
  private final Optional<Evaluation> evaluation;
  private final TrainingSettings settings;
  private int epoch;
  private History history = History.empty();

  FullBatchTraining(
      TrainingOptions options,
      Objective objective,
      LbfgsOptions minimizer,
      Device device,
      Dataset data) {
    TrainingOptions.requireSamples(data);
    this.options = options;
    stepLength = minimizer.stepLength();
    int size = Math.toIntExact(data.size());
    traced = TrainingPart.trace(objective, options.dtype(), Batch.types(data, size));
    List<String> items = new ArrayList<>(options.origin(data));
    items.add(minimizer.toString());
    items.add("network of " + NetworkFingerprint.of(traced));
    settings = new TrainingSettings(items);
    try {
      batch = own.keep(Batch.of(data, size));
      data.read(Permutation.identity(size), 0, size, batch.tensors());
      memory = own.keep(new TrainingMemory(device)).add(traced, List.of());
      loss = own.keep(compiled(false));
      lbfgs = own.keep(Lbfgs.of(loss, minimizer));
      x = own.keep(Tensor.zeros(loss.dtype(), loss.size()));
      evaluation = Evaluation.of(objective, options, data, size, memory).map(own::keep);
    } catch (RuntimeException | Error failure) {
      own.close();
      throw failure;
    }
  }

  private FullBatchLoss compiled(boolean guarded) {
    long seed = options.key().child(2).seed();
    return new FullBatchLoss(traced, batch.tensors(), seed, memory, guarded);
  }

  @Override
  public void start() {
    RandomKey key = options.key().child(0);
    try (Parameters initial = Parameters.initial(memory.specs(), key)) {
      start(initial);
    }
  }

  @Override
  public void start(Parameters initial) {
    memory.start(initial);
    memory.startSequences();
    loss.flat().write(initial, x);
  }

  @Override
  public void restore(Path file) {
    try (Checkpoint checkpoint = Checkpoint.read(file, settings)) {
      memory.restore(checkpoint.snapshot());
      loss.flat().write(checkpoint.snapshot(), x);
      Map<String, Tensor> saved = new HashMap<>();
      checkpoint
          .snapshot()
          .asMap()
          .forEach(
              (name, tensor) -> {
                if (name.startsWith(LBFGS)) {
                  saved.put(name.substring(LBFGS.length()), tensor);
                }
              });
      lbfgs.state().restore(saved);
      epoch = checkpoint.progress().epoch();
      history = checkpoint.progress().history();
    }
  }

  @Override
  public TrainingResult run() {
    while (epoch < options.epochs()) {
      options.listener().epochStarts(epoch + 1, options.epochs(), 1);
      long before = lbfgs.state().iterations();
      StopReason reason = lbfgs.step(x);
      if (reason == StopReason.NOT_FINITE) {
        throw diagnosis();
      }
      if (lbfgs.state().iterations() == before) {
        return new TrainingResult(memory.parameters(), history, Stop.CONVERGED);
      }
      loss.advanceStates(x);
      memory.startSequences();
      memory.overwrite(loss.flat().views(x));
      finishEpoch();
      memory.startSequences();
      writeCheckpoint();
    }
    return new TrainingResult(memory.parameters(), history, Stop.ALL_EPOCHS);
  }

  private void finishEpoch() {
    double reached = lbfgs.state().value();
    Evaluation.Result judged =
        evaluation
            .map(one -> one.judge(epoch + 1, options.checkpoint()))
            .orElse(Evaluation.Result.NONE);
    epoch++;
    History.Epoch done =
        new History.Epoch(epoch, reached, judged.validationLoss(), judged.metrics(), stepLength);
    history = history.and(done);
    options.listener().stepDone(1, reached);
    options.listener().epochDone(done);
  }

  private void writeCheckpoint() {
    options
        .checkpoint()
        .ifPresent(
            file -> {
              Map<String, Tensor> everything = new LinkedHashMap<>();
              Progress progress = Progress.afterEpoch(epoch, history);
              try (Parameters all = memory.snapshot()) {
                everything.putAll(all.asMap());
                lbfgs
                    .state()
                    .tensors()
                    .forEach((name, tensor) -> everything.put(LBFGS + name, tensor));
                Checkpoint.write(file, everything, Optional.empty(), progress, settings);
              }
            });
  }

  /** Where the loss, or its gradient, is not finite: evaluated again, watching every operation. */
  private NonFiniteLossException diagnosis() {
    String operation = "";
    String parameter = "";
    double value;
    String data = BatchFaults.find(traced, batch.tensors(), Permutation.identity(batch.size()));
    try (FullBatchLoss guarded = compiled(true);
        Tensor gradient = Tensor.zeros(loss.dtype(), loss.size())) {
      value = loss.valueAndGradient(x, gradient);
      for (Map.Entry<String, Tensor> entry : loss.flat().views(gradient).entrySet()) {
        if (parameter.isEmpty() && !TrainingMemory.isFinite(entry.getValue())) {
          parameter = entry.getKey();
        }
      }
      try {
        guarded.valueAndGradient(x, gradient);
      } catch (NonFiniteException found) {
        operation = found.operation();
      }
    }
    return NonFiniteLossException.at(
        "the start of epoch " + (epoch + 1),
        value,
        data,
        operation,
        parameter,
        options.checkpoint(),
        memory.parameters());
  }

  @Override
  public void close() {
    own.close();
  }
}
