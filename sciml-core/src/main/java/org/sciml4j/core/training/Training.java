package org.sciml4j.core.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** Of the epoch in progress, by part: losses times samples, and samples. */
  private final double[] lossSums;

  private final long[] samples;
  private int epoch;
  private long batch;
  private long step;
  private double best = Double.POSITIVE_INFINITY;
  private int waited;
  private Plateau.State plateau = Plateau.State.START;
  private History history = History.empty();
  private Optional<Parameters> bestParameters = Optional.empty();
  private Parameters snapshot;
  private long snapshotBatch;
  private long[] order;

  /** Sets up the steps of these parts; the first part's loss is that of the training. */
  Training(TrainingOptions options, List<TrainingPart> parts, Device device, Dataset data) {
    this.options = options;
    this.parts = parts;
    this.data = data;
    turns = new Turns(parts.stream().map(TrainingPart::steps).toList());
    lossSums = new double[parts.size()];
    samples = new long[parts.size()];
    drawSeed = options.key().child(2).seed();
    int full = options.fullBatch(data);
    try {
      memory = own.keep(new TrainingMemory(device));
      reader = own.keep(new BatchReader(data, full, options.dropsRemainder()));
      reader.sizes().forEach(this::addSize);
      settings = settings();
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
      bestParameters = checkpoint.best().map(Parameters::copy);
      Progress progress = checkpoint.progress();
      epoch = progress.epoch();
      batch = progress.batch();
      step = progress.step();
      for (int i = 0; i < parts.size(); i++) {
        lossSums[i] = progress.lossSums().get(i);
        samples[i] = progress.samples().get(i);
      }
      best = progress.best();
      waited = progress.waited();
      plateau = progress.plateau();
      history = progress.history();
    }
  }

  @Override
  public TrainingResult run() {
    while (epoch < options.epochs()) {
      if (isStalled()) {
        return result(Stop.NO_IMPROVEMENT);
      }
      options.listener().epochStarts(epoch + 1, options.epochs(), reader.perPass());
      order =
          options.shuffles()
              ? Permutation.of(data.size(), options.key().child(1).child(epoch))
              : Permutation.identity(data.size());
      if (batch == 0) {
        memory.startSequences();
      }
      reader.start(order, batch);
      keepSnapshot();
      while (reader.hasNext()) {
        takeStep();
      }
      finishEpoch();
      writeCheckpoint();
    }
    return result(isStalled() ? Stop.NO_IMPROVEMENT : Stop.ALL_EPOCHS);
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
    lossSums[part] += loss * now.size();
    samples[part] += now.size();
    batch++;
    step++;
    options.listener().stepDone(batch, loss);
    long every = options.checkpointEvery();
    if (every > 0 && step % every == 0 && batch < reader.perPass()) {
      requireFiniteMemory();
      writeCheckpoint();
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

  private void finishEpoch() {
    requireFiniteMemory();
    memory.startSequences();
    Map<String, Double> metrics = new LinkedHashMap<>();
    double loss = history.epochs().isEmpty() ? Double.NaN : history.epochs().getLast().loss();
    for (int i = 0; i < parts.size(); i++) {
      if (samples[i] > 0) {
        double mean = lossSums[i] / samples[i];
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
    judge(done.watched());
    options
        .plateau()
        .ifPresent(one -> plateau = one.after(plateau, done.watched(), scheduledRate(last)));
    epoch++;
    batch = 0;
    Arrays.fill(lossSums, 0);
    Arrays.fill(samples, 0);
    options.listener().epochDone(done);
  }

  private void judge(double watched) {
    EarlyStopping rule = options.earlyStopping().orElse(null);
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
    return options.earlyStopping().map(rule -> waited >= rule.patience()).orElse(false);
  }

  private TrainingResult result(Stop stop) {
    Parameters parameters = bestParameters.map(Parameters::copy).orElseGet(memory::parameters);
    return new TrainingResult(parameters, history, stop);
  }

  private void writeCheckpoint() {
    if (options.checkpoint().isEmpty()) {
      return;
    }
    Progress progress =
        new Progress(
            epoch,
            batch,
            step,
            Arrays.stream(lossSums).boxed().toList(),
            Arrays.stream(samples).boxed().toList(),
            best,
            waited,
            plateau,
            history);
    try (Parameters all = memory.snapshot()) {
      Path file = options.checkpoint().get();
      Checkpoint.write(file, all.asMap(), bestParameters, progress, settings);
    }
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
      throw diagnosis(Double.NaN, batch - 1);
    }
  }

  /** Takes the steps since the snapshot again, up to batch {@code failing} of the epoch. */
  private NonFiniteLossException diagnosis(double loss, long failing) {
    memory.restore(snapshot);
    Parameters lastGood = memory.parameters();
    long first = step - batch;
    try (NonFiniteDiagnosis replay = new NonFiniteDiagnosis(this, memory)) {
      reader.start(order, snapshotBatch);
      String data = "";
      long number = snapshotBatch - 1;
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
    bestParameters.ifPresent(Parameters::close);
    if (snapshot != null) {
      snapshot.close();
    }
    own.close();
  }
}
