package org.sciml4j.core.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.optim.GradientClipping;
import org.sciml4j.core.training.TrainingResult.Stop;

/** One run of an {@link AlternatingTrainer}. */
final class AlternatingTraining implements NonFiniteDiagnosis.Steps, AutoCloseable {
  private final AlternatingTrainer trainer;
  private final Dataset data;
  private final List<AlternatingTrainer.Part> parts;
  private final Resources own = new Resources();
  private final TrainingMemory memory;
  private final Batch batch;
  private final List<Traced> traced = new ArrayList<>();
  private final List<TrainingStep> steps = new ArrayList<>();
  private final int[] turns;
  private final int[] turnsBefore;
  private final long drawSeed;
  private double loss;

  AlternatingTraining(AlternatingTrainer trainer, Dataset data) {
    this.trainer = trainer;
    this.data = data;
    parts = trainer.parts();
    drawSeed = trainer.key().child(2).seed();
    int cycle = parts.stream().mapToInt(AlternatingTrainer.Part::steps).sum();
    turns = new int[cycle];
    turnsBefore = new int[cycle];
    int at = 0;
    for (int i = 0; i < parts.size(); i++) {
      for (int k = 0; k < parts.get(i).steps(); k++) {
        turns[at] = i;
        turnsBefore[at++] = k;
      }
    }
    try {
      memory = own.keep(new TrainingMemory(trainer.device()));
      batch = own.keep(Batch.of(data, trainer.batchSize()));
      for (AlternatingTrainer.Part part : parts) {
        traced.add(trainer.trace(part, data));
        memory.add(traced.getLast(), part.optimizer().slots());
        steps.add(own.keep(step(traced.size() - 1, false)));
      }
      if (memory.hasSequences()) {
        throw new InvalidInputException(
            "layers",
            "with states that go on from batch to batch",
            "none, since batches are shuffled",
            "do without stateful()");
      }
    } catch (RuntimeException | Error failure) {
      own.close();
      throw failure;
    }
  }

  private TrainingStep step(int part, boolean guarded) {
    return new TrainingStep(
        traced.get(part), parts.get(part).optimizer(), GradientClipping.none(), memory, guarded);
  }

  @Override
  public Traced traced(int part) {
    return traced.get(part);
  }

  @Override
  public TrainingStep guarded(int part) {
    return step(part, true);
  }

  TrainingResult run() {
    try (Parameters initial = Parameters.initial(memory.specs(), trainer.key().child(0))) {
      memory.start(initial);
    }
    History history = History.empty();
    for (int epoch = 1; epoch <= trainer.epochs(); epoch++) {
      History.Epoch done = epoch(epoch);
      history = history.and(done);
      trainer.listener().epochDone(done);
    }
    return new TrainingResult(memory.parameters(), history, Stop.ALL_EPOCHS);
  }

  private History.Epoch epoch(int epoch) {
    long count = data.size() / trainer.batchSize();
    long before = (epoch - 1) * count;
    trainer.listener().epochStarts(epoch, trainer.epochs(), count);
    long[] order = Permutation.of(data.size(), trainer.key().child(1).child(epoch));
    double[] sums = new double[parts.size()];
    long[] taken = new long[parts.size()];
    try (Parameters start = memory.snapshot()) {
      for (int number = 0; number < count; number++) {
        long step = before + number;
        int part = part(step);
        read(order, number);
        double stepLoss =
            steps.get(part).run(batch.tensors(), drawSeed, step, partStep(step), rate(part));
        if (!Double.isFinite(stepLoss)) {
          throw diagnosis(stepLoss, epoch, number, order, start);
        }
        sums[part] += stepLoss;
        taken[part]++;
        trainer.listener().stepDone(number + 1L, stepLoss);
      }
      if (!memory.firstNonFinite().isEmpty()) {
        throw diagnosis(Double.NaN, epoch, count - 1, order, start);
      }
    }
    Map<String, Double> means = new LinkedHashMap<>();
    for (int i = 0; i < sums.length; i++) {
      if (taken[i] > 0) {
        means.put(parts.get(i).scope(), sums[i] / taken[i]);
      }
    }
    loss = means.getOrDefault(parts.getFirst().scope(), loss);
    return new History.Epoch(epoch, loss, OptionalDouble.empty(), means, rate(0));
  }

  private int part(long step) {
    return turns[(int) (step % turns.length)];
  }

  /** Number of a step among those of its part. */
  private long partStep(long step) {
    return step / turns.length * parts.get(part(step)).steps()
        + turnsBefore[(int) (step % turns.length)];
  }

  private double rate(int part) {
    return parts.get(part).optimizer().learningRate();
  }

  private void read(long[] order, long number) {
    int size = batch.size();
    data.read(order, Math.toIntExact(number * size), size, batch.tensors());
  }

  private NonFiniteLossException diagnosis(
      double found, int epoch, long failing, long[] order, Parameters start) {
    memory.restore(start);
    Parameters lastGood = memory.parameters();
    long first = (epoch - 1) * (data.size() / batch.size());
    try (NonFiniteDiagnosis replay = new NonFiniteDiagnosis(this, memory)) {
      long number = -1;
      while (number < failing && !replay.isFound()) {
        number++;
        long step = first + number;
        read(order, number);
        replay.step(part(step), batch, drawSeed, step, partStep(step), rate(part(step)));
      }
      return NonFiniteLossException.at(
          "step "
              + (number + 1)
              + " of epoch "
              + epoch
              + ", one of '"
              + parts.get(part(first + number)).scope()
              + "'",
          found,
          replay.operation(),
          replay.parameter(),
          Optional.empty(),
          lastGood);
    } catch (RuntimeException | Error failure) {
      lastGood.close();
      throw failure;
    }
  }

  @Override
  public void close() {
    own.close();
  }
}
