package org.sciml4j.core.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.optim.Plateau;
import org.sciml4j.core.optim.Schedule;
import org.sciml4j.core.training.TrainingResult.Stop;

/** One run of a {@link Trainer}. */
final class Training implements NonFiniteDiagnosis.Steps, AutoCloseable {
  private final Trainer trainer;
  private final Dataset data;
  private final Resources own = new Resources();
  private final TrainingMemory memory;
  private final List<Batch> batches = new ArrayList<>();
  private final List<TrainingStep> steps = new ArrayList<>();
  private final Optional<Evaluation> evaluation;
  private final long batchesPerEpoch;
  private final Schedule schedule;
  private final long drawSeed;
  private final String settings;

  private int epoch;
  private long batch;
  private long step;
  private double lossSum;
  private double best = Double.POSITIVE_INFINITY;
  private int waited;
  private Plateau.State plateau = Plateau.State.START;
  private History history = History.empty();
  private Optional<Parameters> bestParameters = Optional.empty();
  private Parameters snapshot;
  private long snapshotBatch;
  private long[] order;

  Training(Trainer trainer, Dataset data) {
    this.trainer = trainer;
    this.data = data;
    schedule = trainer.schedule();
    settings = trainer.settings(data);
    drawSeed = trainer.key().child(2).seed();
    int full = trainer.fullBatch(data);
    int rest = trainer.dropsRemainder() ? 0 : (int) (data.size() % full);
    batchesPerEpoch = data.size() / full + (rest > 0 ? 1 : 0);
    try {
      memory = own.keep(new TrainingMemory(trainer.device()));
      addSize(full);
      if (rest > 0) {
        addSize(rest);
      }
      if (trainer.shuffles() && memory.hasSequences()) {
        throw new InvalidInputException(
            "order of the samples",
            "shuffled",
            "that of time, where a layer's state goes on from batch to batch",
            "call inOrder(), or do without stateful()");
      }
      evaluation =
          Evaluation.of(
                  trainer.objective(),
                  trainer.metrics(),
                  trainer.dtype(),
                  trainer.validation(),
                  data,
                  full,
                  memory)
              .map(own::keep);
    } catch (RuntimeException | Error failure) {
      own.close();
      throw failure;
    }
  }

  private void addSize(int size) {
    batches.add(own.keep(Batch.of(data, size)));
    steps.add(own.keep(step(size, false)));
  }

  private TrainingStep step(int size, boolean guarded) {
    Traced traced = trainer.trace(data, size);
    memory.add(traced, trainer.optimizer().slots());
    return new TrainingStep(traced, trainer.optimizer(), trainer.clipping(), memory, guarded);
  }

  void start(Parameters initial) {
    memory.start(initial);
  }

  void restore(Path file) {
    try (Checkpoint checkpoint = Checkpoint.read(file, settings)) {
      memory.restore(checkpoint.snapshot());
      bestParameters = checkpoint.best().map(Parameters::copy);
      Progress progress = checkpoint.progress();
      epoch = progress.epoch();
      batch = progress.batch();
      step = progress.step();
      lossSum = progress.lossSum();
      best = progress.best();
      waited = progress.waited();
      plateau = progress.plateau();
      history = progress.history();
    }
  }

  TrainingResult run() {
    while (epoch < trainer.epochs()) {
      if (isStalled()) {
        return result(Stop.NO_IMPROVEMENT);
      }
      trainer.listener().epochStarts(epoch + 1, trainer.epochs(), batchesPerEpoch);
      order =
          trainer.shuffles()
              ? Permutation.of(data.size(), trainer.key().child(1).child(epoch))
              : Permutation.identity(data.size());
      if (batch == 0) {
        memory.startSequences();
      }
      keepSnapshot();
      while (batch < batchesPerEpoch) {
        takeStep();
      }
      finishEpoch();
      writeCheckpoint();
    }
    return result(isStalled() ? Stop.NO_IMPROVEMENT : Stop.ALL_EPOCHS);
  }

  private void takeStep() {
    int size = read(batch);
    double loss = stepFor(size).run(batchFor(size).tensors(), drawSeed, step, rate());
    if (!Double.isFinite(loss)) {
      throw diagnosis(loss);
    }
    lossSum += loss * size;
    batch++;
    step++;
    trainer.listener().stepDone(batch, loss);
    long every = trainer.checkpointEvery();
    if (every > 0 && step % every == 0 && batch < batchesPerEpoch) {
      requireFiniteMemory();
      writeCheckpoint();
    }
  }

  private double rate() {
    return schedule.at(step) * plateau.scale();
  }

  /** Reads a batch of the epoch and returns its size. */
  private int read(long number) {
    int full = batches.getFirst().size();
    long from = number * full;
    int size = (int) Math.min(full, data.size() - from);
    data.read(order, (int) from, size, batchFor(size).tensors());
    return size;
  }

  private Batch batchFor(int size) {
    return batches.get(size == batches.getFirst().size() ? 0 : 1);
  }

  private TrainingStep stepFor(int size) {
    return steps.get(size == batches.getFirst().size() ? 0 : 1);
  }

  private void finishEpoch() {
    requireFiniteMemory();
    memory.startSequences();
    int full = batches.getFirst().size();
    double loss = lossSum / Math.min(data.size(), batchesPerEpoch * full);
    OptionalDouble validationLoss = OptionalDouble.empty();
    Map<String, Double> metrics = Map.of();
    if (evaluation.isPresent()) {
      double[] means = evaluation.get().run();
      metrics = evaluation.get().metrics(means);
      if (trainer.validation().isPresent()) {
        requireFiniteValidation(means[0]);
        validationLoss = OptionalDouble.of(means[0]);
      }
    }
    memory.startSequences();
    step--;
    double lastRate = rate();
    double scheduled = schedule.at(step);
    step++;
    History.Epoch done = new History.Epoch(epoch + 1, loss, validationLoss, metrics, lastRate);
    history = history.and(done);
    judge(done.watched());
    trainer.plateau().ifPresent(one -> plateau = one.after(plateau, done.watched(), scheduled));
    epoch++;
    batch = 0;
    lossSum = 0;
    trainer.listener().epochDone(done);
  }

  private void judge(double watched) {
    EarlyStopping rule = trainer.earlyStopping().orElse(null);
    if (rule == null) {
      return;
    }
    if (watched < best - rule.smallestChange()) {
      best = watched;
      waited = 0;
      if (rule.restoreBest()) {
        bestParameters.ifPresent(Parameters::close);
        bestParameters = Optional.of(memory.parameters());
      }
    } else {
      waited++;
    }
  }

  private boolean isStalled() {
    return trainer.earlyStopping().map(rule -> waited >= rule.patience()).orElse(false);
  }

  private TrainingResult result(Stop stop) {
    Parameters parameters = bestParameters.map(Parameters::copy).orElseGet(memory::parameters);
    return new TrainingResult(parameters, history, stop);
  }

  private void writeCheckpoint() {
    trainer
        .checkpoint()
        .ifPresent(
            file -> {
              Progress progress =
                  new Progress(epoch, batch, step, lossSum, best, waited, plateau, history);
              try (Parameters all = memory.snapshot()) {
                Checkpoint.write(file, all.asMap(), bestParameters, progress, settings);
              }
            });
  }

  private void keepSnapshot() {
    if (snapshot != null) {
      snapshot.close();
    }
    snapshot = memory.snapshot();
    snapshotBatch = batch;
  }

  /** A finite loss can still have made its parameters NaN, which the next loss would tell. */
  private void requireFiniteMemory() {
    if (!memory.firstNonFinite().isEmpty()) {
      step--;
      batch--;
      throw diagnosis(Double.NaN);
    }
  }

  private void requireFiniteValidation(double loss) {
    if (!Double.isFinite(loss)) {
      throw NonFiniteLossException.at(
          "the validation samples after epoch " + (epoch + 1),
          loss,
          "",
          "",
          trainer.checkpoint(),
          memory.parameters());
    }
  }

  private NonFiniteLossException diagnosis(double loss) {
    memory.restore(snapshot);
    Parameters lastGood = memory.parameters();
    long failing = batch;
    step -= batch - snapshotBatch;
    try (NonFiniteDiagnosis replay = new NonFiniteDiagnosis(this, memory)) {
      for (batch = snapshotBatch; batch <= failing && !replay.isFound(); batch++) {
        int size = read(batch);
        replay.step(size, batchFor(size), drawSeed, step, step, rate());
        step++;
      }
      return NonFiniteLossException.at(
          "step " + (failing + 1) + " of epoch " + (epoch + 1),
          loss,
          replay.operation(),
          replay.parameter(),
          trainer.checkpoint(),
          lastGood);
    } catch (RuntimeException | Error failure) {
      lastGood.close();
      throw failure;
    }
  }

  @Override
  public Traced traced(int size) {
    return trainer.trace(data, size);
  }

  @Override
  public TrainingStep guarded(int size) {
    return step(size, true);
  }

  @Override
  public void close() {
    bestParameters.ifPresent(Parameters::close);
    if (snapshot != null) {
      snapshot.close();
    }
    own.close();
  }
}
