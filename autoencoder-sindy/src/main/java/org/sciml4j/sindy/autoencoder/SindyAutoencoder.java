package org.sciml4j.sindy.autoencoder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.core.optim.Optimizer;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.training.Dataset;
import org.sciml4j.core.training.Trainer;
import org.sciml4j.core.training.TrainingListener;
import org.sciml4j.core.training.TrainingResult;

/**
 * How a SINDy autoencoder is trained. Samples are x and ẋ, in order 2 also ẍ; the last incomplete
 * batch of an epoch is left out.
 *
 * <pre>{@code
 * SindyAutoencoder set = SindyAutoencoder.of(network, weights, schedule).batchSize(1024);
 * Trainer trainer = set.trainer(data, RandomKey.of(1), device).checkpoint(file);
 * try (TrainedSindyAutoencoder model = set.model(trainer.resume(data), device)) {
 *   model.system().equations().forEach(System.out::println);
 * }
 * }</pre>
 *
 * @param network what is trained
 * @param weights of the loss' parts
 * @param schedule epochs, thresholding, refinement
 * @param optimizer goes on from one stage to the next
 * @param batchSize samples of a step
 * @param isShuffled whether each epoch takes the samples in an order of its own; else in theirs, as
 *     the paper does
 * @param noise standard deviation of fresh normal noise on the x that the encoder sees in training,
 *     as in {@link Autoencoder#denoising}; 0 for none
 * @param firstStage what comes before the schedule, if anything
 * @param dtype element type of data and parameters
 */
public record SindyAutoencoder(
    SindyNetwork network,
    LossWeights weights,
    SparsitySchedule schedule,
    Optimizer optimizer,
    int batchSize,
    boolean isShuffled,
    double noise,
    Optional<FirstStage> firstStage,
    DType dtype) {
  private static final String NONE = "the schedule";
  private static final double EXACT_IN_SINGLE = 1 << 24;

  /**
   * Checks the noise.
   *
   * @throws InvalidInputException if it is negative or not finite
   */
  public SindyAutoencoder {
    if (!(noise >= 0 && noise < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException(
          "noise", noise, "0 or more", "choose a fraction of the deviation of the samples");
    }
  }

  /** With Adam at 1e-3, batches of 1024 in single precision. */
  public static SindyAutoencoder of(
      SindyNetwork network, LossWeights weights, SparsitySchedule schedule) {
    return new SindyAutoencoder(
        network, weights, schedule, Adam.of(1e-3), 1024, false, 0, Optional.empty(), DType.F32);
  }

  /** With another network. */
  public SindyAutoencoder network(SindyNetwork other) {
    return new SindyAutoencoder(
        other, weights, schedule, optimizer, batchSize, isShuffled, noise, firstStage, dtype);
  }

  /** With other weights of the loss' parts. */
  public SindyAutoencoder weights(LossWeights other) {
    return new SindyAutoencoder(
        network, other, schedule, optimizer, batchSize, isShuffled, noise, firstStage, dtype);
  }

  /** With other epochs. */
  public SindyAutoencoder schedule(SparsitySchedule other) {
    return new SindyAutoencoder(
        network, weights, other, optimizer, batchSize, isShuffled, noise, firstStage, dtype);
  }

  /** With another optimiser. */
  public SindyAutoencoder optimizer(Optimizer other) {
    return new SindyAutoencoder(
        network, weights, schedule, other, batchSize, isShuffled, noise, firstStage, dtype);
  }

  /** With batches of that many samples. */
  public SindyAutoencoder batchSize(int samples) {
    return new SindyAutoencoder(
        network, weights, schedule, optimizer, samples, isShuffled, noise, firstStage, dtype);
  }

  /** With the samples in another order in each epoch, which makes batches alike. */
  public SindyAutoencoder shuffled() {
    return new SindyAutoencoder(
        network, weights, schedule, optimizer, batchSize, true, noise, firstStage, dtype);
  }

  /** With noise of that standard deviation on the x that the encoder sees in training. */
  public SindyAutoencoder denoising(double deviation) {
    return new SindyAutoencoder(
        network, weights, schedule, optimizer, batchSize, isShuffled, deviation, firstStage, dtype);
  }

  /** With other epochs before those of the schedule. */
  public SindyAutoencoder firstStage(FirstStage first) {
    return firstStage(Optional.of(first));
  }

  private SindyAutoencoder firstStage(Optional<FirstStage> first) {
    return new SindyAutoencoder(
        network, weights, schedule, optimizer, batchSize, isShuffled, noise, first, dtype);
  }

  /** With data and parameters of that element type. */
  public SindyAutoencoder dtype(DType other) {
    return new SindyAutoencoder(
        network, weights, schedule, optimizer, batchSize, isShuffled, noise, firstStage, other);
  }

  /**
   * The trainer of all epochs but those of the first stage. Checkpoints and listeners may still be
   * set; from a checkpoint {@link Trainer#resume} goes on with the same bits, whatever the stage.
   *
   * @param data x, ẋ and, in order 2, ẍ
   * @param key origin of the initial parameters
   * @throws InvalidInputException if there are fewer samples than in a batch, or more steps than
   *     single precision counts
   */
  public Trainer trainer(Dataset data, RandomKey key, Device device) {
    long steps = data.size() / batchSize;
    if (steps == 0) {
      throw new InvalidInputException(
          "batch size",
          batchSize + " for " + data.size() + " samples",
          "no more than there are samples",
          "choose a smaller batch");
    }
    if (dtype == DType.F32 && (double) steps * schedule.allEpochs() >= EXACT_IN_SINGLE) {
      throw new InvalidInputException(
          "steps",
          steps + " in each of " + schedule.allEpochs() + " epochs",
          "fewer than 2^24 in single precision, which counts them",
          "choose larger batches or double precision");
    }
    Trainer trainer =
        Trainer.of(objective(steps), optimizer, device)
            .dtype(dtype)
            .batchSize(batchSize)
            .dropRemainder()
            .epochs(schedule.allEpochs())
            .key(key);
    return isShuffled ? trainer : trainer.inOrder();
  }

  /**
   * Trains through first stage and schedule.
   *
   * @param checkpoint file from which the training goes on if it is there, with the same bits; that
   *     of the first stage lies beside it
   */
  public TrainingResult train(
      Dataset data,
      RandomKey key,
      Device device,
      Optional<Path> checkpoint,
      TrainingListener listener) {
    Trainer trainer = trainer(data, key, device).listener(listener);
    checkpoint.ifPresent(trainer::checkpoint);
    if (checkpoint.filter(Files::exists).isPresent()) {
      requireSameKind(checkpoint.get());
      return trainer.resume(data);
    }
    if (firstStage.isEmpty()) {
      return checkpoint.isPresent() ? trainer.resume(data) : trainer.train(data);
    }
    FirstStage stage = firstStage.get();
    Optional<Path> beside = checkpoint.map(file -> beside(file, stage.title()));
    stage.requirePossible(network, data);
    SindyAutoencoder first = stage.training(firstStage(Optional.empty()));
    try (TrainingResult before = first.train(data, key, device, beside, listener);
        Parameters start = stage.changed(network, before.parameters(), data, device)) {
      start.get(SindyObjective.STEP).fill(0);
      double period = (double) schedule.every() * (data.size() / batchSize);
      start
          .get(SindyObjective.WAIT)
          .fill(stage.choosesAtItsEnd() ? 0 : period + data.size() / batchSize);
      return trainer.train(data, start);
    }
  }

  private static Path beside(Path checkpoint, String title) {
    return checkpoint.resolveSibling(checkpoint.getFileName() + "." + title);
  }

  private void requireSameKind(Path checkpoint) {
    String own = firstStage.map(FirstStage::title).orElse(NONE);
    String had =
        FirstStage.TITLES.stream()
            .filter(title -> Files.exists(beside(checkpoint, title)))
            .findFirst()
            .orElse(NONE);
    if (!own.equals(had)) {
      throw new InvalidInputException(
          "checkpoint",
          "'" + checkpoint + "' of a training that began with " + had,
          "one that began with " + own,
          "choose another file for the new training");
    }
  }

  SindyObjective objective(long stepsPerEpoch) {
    return new SindyObjective(network, weights, schedule, noise, stepsPerEpoch);
  }

  /**
   * The model that a training found. It takes over the parameters of the result.
   *
   * @throws InvalidInputException if no coefficient was above the threshold
   */
  public TrainedSindyAutoencoder model(TrainingResult result, Device device) {
    return TrainedSindyAutoencoder.of(network, schedule.threshold(), result.parameters(), device);
  }
}
