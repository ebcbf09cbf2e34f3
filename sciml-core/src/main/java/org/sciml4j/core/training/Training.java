package org.sciml4j.core.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.optim.Plateau;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.training.TrainingResult.Stop;

/** One run of a {@link Trainer}, which has one part, or of an {@link AlternatingTrainer}. */
final class Training implements NonFiniteDiagnosis.Steps, TrainingRun {
  private final TrainingOptions options;
  private final List<TrainingPart> parts;
  private final Turns turns;
  private final Dataset data;
  private final Resources own = new Resources();
  private final TrainingMemory memory;

  private final BatchReader reader;

  /** By kind: those of each part for full batches, then for the last one. */
  private final List<Traced> traced = new ArrayList<>();

  private final List<TrainingStep> steps = new ArrayList<>();
  private final Optional<Evaluation> evaluation;
  private final long drawSeed;
  private final TrainingSettings settings;

  private final EpochLosses losses;
  private final BestSoFar best;
  private final CheckpointWriter writer;
  private int epoch;
  private long batch;
  private long step;
  private Plateau.State plateau = Plateau.State.START;
  private History history = History.empty();
  private long[] order;

  /** Where the epoch in progress began in this run; the best parameters are not its own. */
  private Checkpoint kept;

  /** Sets up the steps of these parts; the first part's loss is that of the training. */
  Training(TrainingOptions options, List<TrainingPart> parts, Device device, Dataset data) {
    this.options = options;
    this.parts = parts;
    this.data = data;
    turns = new Turns(parts.stream().map(TrainingPart::steps).toList());
    losses = new EpochLosses(parts.size());
    best = own.keep(new BestSoFar(options.earlyStopping()));
    drawSeed = options.key().child(2).seed();
    int full = options.fullBatch(data);
    try {
      memory = own.keep(new TrainingMemory(device));
      reader = own.keep(new BatchReader(data, full, options.dropsRemainder()));
      reader.sizes().forEach(this::addSize);
      settings = settings();
      writer =
          new CheckpointWriter(options.checkpoint(), options.leastBetweenCheckpoints(), settings);
      if (options.shuffles() && memory.hasSequences()) {
        throw new InvalidInputException(
            "order of the samples",
            "shuffled",
            "that of time, where a layer's state goes on from batch to batch",
            "do without stateful(), or call inOrder() of a Trainer");
      }
      evaluation =
          Evaluation.of(parts.getFirst().objective(), options, data, full, memory).map(own::keep);
    } catch (RuntimeException | Error failure) {
      own.close();
      throw failure;
    }
  }

  private void addSize(int size) {
    for (TrainingPart part : parts) {
      traced.add(part.trace(options.dtype(), Batch.types(data, size)));
      memory.add(traced.getLast(), part.optimizer().slots());
      steps.add(own.keep(step(steps.size(), false)));
    }
  }

  private TrainingStep step(int kind, boolean guarded) {
    TrainingPart part = parts.get(kind % parts.size());
    return new TrainingStep(traced.get(kind), part.optimizer(), part.clipping(), memory, guarded);
  }

  private TrainingSettings settings() {
    List<String> all = new ArrayList<>(options.origin(data));
    all.addAll(options.batches());
    for (int i = 0; i < parts.size(); i++) {
      all.addAll(parts.get(i).settings(traced.get(i)));
    }
    return new TrainingSettings(all);
  }

  @Override
  public void start() {
    RandomKey key = options.key().child(0);
    try (Parameters initial = Parameters.initial(memory.specs(), key)) {
      memory.start(initial);
    }
  }

  @Override
  public void start(Parameters initial) {
    memory.start(initial);
  }

  @Override
  public void restore(Path file) {
    try (Checkpoint checkpoint = Checkpoint.read(file, settings)) {
      memory.restore(checkpoint.snapshot());
      best.restore(checkpoint);
      Progress progress = checkpoint.progress();
      epoch = progress.epoch();
      batch = progress.batch();
      step = progress.step();
      losses.restore(progress);
      plateau = progress.plateau();
      history = progress.history();
    }
  }

  @Override
  public TrainingResult run() {
    if (batch == 0) {
      memory.startSequences();
    }
    keep();
    try {
      while (epoch < options.epochs() && !best.isStalled()) {
        runEpoch();
      }
      writer.writeLast();
    } catch (RuntimeException | Error failure) {
      writeAfter(failure);
      throw failure;
    }
    Parameters parameters = best.parameters().map(Parameters::copy).orElseGet(memory::parameters);
    return new TrainingResult(
        parameters, history, best.isStalled() ? Stop.NO_IMPROVEMENT : Stop.ALL_EPOCHS);
  }

  private void writeAfter(Throwable failure) {
    try {
      writer.writeLast();
    } catch (RuntimeException | Error alsoFailed) {
      failure.addSuppressed(alsoFailed);
    }
  }

  private void runEpoch() {
    options.listener().epochStarts(epoch + 1, options.epochs(), reader.perPass());
    order =
        options.shuffles()
            ? Permutation.of(data.size(), options.key().child(1).child(epoch))
            : Permutation.identity(data.size());
    reader.start(order, batch);
    while (reader.hasNext()) {
      takeStep();
    }
    History.Epoch done = finishEpoch();
    keep();
    writer.epochDone(kept);
    options.listener().epochDone(done);
    writer.writeIfDue();
  }

  private void takeStep() {
    Batch now = reader.next();
    int part = turns.part(step);
    double loss =
        steps
            .get(kind(now, part))
            .run(now.tensors(), drawSeed, step, turns.ofPart(step), rate(step));
    if (!Double.isFinite(loss)) {
      throw diagnosis(loss, batch);
    }
    losses.add(part, loss, now.size());
    batch++;
    step++;
    options.listener().stepDone(batch, loss);
    long every = options.checkpointEvery();
    if (every > 0 && step % every == 0 && batch < reader.perPass()) {
      requireFiniteMemory();
      try (Parameters all = memory.snapshot()) {
        writer.write(new Checkpoint(all, best.parameters(), progress()));
      }
    }
  }

  private double scheduledRate(long step) {
    return parts.get(turns.part(step)).schedule().at(turns.ofPart(step));
  }

  private double rate(long step) {
    return scheduledRate(step) * plateau.scale();
  }

  private int kind(Batch batch, int part) {
    return reader.sizeIndex(batch) * parts.size() + part;
  }

  private History.Epoch finishEpoch() {
    requireFiniteMemory();
    memory.startSequences();
    Map<String, Double> metrics = new LinkedHashMap<>();
    double loss = history.epochs().isEmpty() ? Double.NaN : history.epochs().getLast().loss();
    for (int i = 0; i < parts.size(); i++) {
      if (losses.has(i)) {
        double mean = losses.mean(i);
        loss = i == 0 ? mean : loss;
        if (!parts.get(i).scope().isEmpty()) {
          metrics.put(parts.get(i).scope(), mean);
        }
      }
    }
    Evaluation.Result judged =
        evaluation
            .map(one -> one.judge(epoch + 1, options.checkpoint()))
            .orElse(Evaluation.Result.NONE);
    metrics.putAll(judged.metrics());
    memory.startSequences();
    long last = turns.lastOfFirst(step);
    History.Epoch done =
        new History.Epoch(epoch + 1, loss, judged.validationLoss(), metrics, rate(last));
    history = history.and(done);
    options
        .plateau()
        .ifPresent(one -> plateau = one.after(plateau, done.watched(), scheduledRate(last)));
    best.judge(done.watched(), memory);
    epoch++;
    batch = 0;
    losses.clear();
    return done;
  }

  private Progress progress() {
    return new Progress(
        epoch,
        batch,
        step,
        losses.sums(),
        losses.samples(),
        best.loss(),
        best.waited(),
        plateau,
        history);
  }

  private void keep() {
    if (kept != null) {
      kept.snapshot().close();
    }
    kept = new Checkpoint(memory.snapshot(), best.parameters(), progress());
  }

  /** A finite loss can still have made its parameters NaN, which the next loss would tell. */
  private void requireFiniteMemory() {
    if (!memory.firstNonFinite().isEmpty()) {
      throw diagnosis(Double.NaN, batch - 1);
    }
  }

  /** Takes the steps since {@link #kept} again, up to batch {@code failing} of the epoch. */
  private NonFiniteLossException diagnosis(double loss, long failing) {
    memory.restore(kept.snapshot());
    Parameters lastGood = memory.parameters();
    long first = step - batch;
    try (NonFiniteDiagnosis replay = new NonFiniteDiagnosis(this, memory)) {
      long number = kept.progress().batch() - 1;
      reader.start(order, number + 1);
      String data = "";
      while (number < failing && !replay.isFound()) {
        number++;
        long at = first + number;
        Batch again = reader.next();
        int kind = kind(again, turns.part(at));
        data = BatchFaults.find(traced.get(kind), again.tensors(), reader.samples());
        replay.step(kind, again, drawSeed, at, turns.ofPart(at), rate(at));
      }
      String scope = parts.get(turns.part(first + number)).scope();
      return NonFiniteLossException.at(
          "step "
              + (number + 1)
              + " of epoch "
              + (epoch + 1)
              + (scope.isEmpty() ? "" : ", one of '" + scope + "'"),
          loss,
          data,
          replay.operation(),
          replay.parameter(),
          options.checkpoint(),
          lastGood);
    } catch (RuntimeException | Error failure) {
      lastGood.close();
      throw failure;
    }
  }

  @Override
  public Traced traced(int kind) {
    return traced.get(kind);
  }

  @Override
  public TrainingStep guarded(int kind) {
    return step(kind, true);
  }

  @Override
  public void close() {
    if (kept != null) {
      kept.snapshot().close();
    }
    own.close();
  }
}
