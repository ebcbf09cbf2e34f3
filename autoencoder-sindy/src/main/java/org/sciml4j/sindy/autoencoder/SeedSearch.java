package org.sciml4j.sindy.autoencoder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.training.Dataset;
import org.sciml4j.core.training.History;
import org.sciml4j.core.training.TrainingListener;
import org.sciml4j.core.training.TrainingResult;

/**
 * Trains the same autoencoder from several seeds, since sparse models are found by some starts
 * only, and chooses among what they find.
 *
 * @param seeds of the initial parameters
 * @param checkpoints folder of one checkpoint a seed, by which a search that was stopped goes on;
 *     none without
 * @param listener told of each training
 */
public record SeedSearch(List<Long> seeds, Optional<Path> checkpoints, TrainingListener listener) {
  /**
   * Copies the seeds.
   *
   * @throws InvalidInputException if there is none
   */
  public SeedSearch {
    seeds = List.copyOf(seeds);
    if (seeds.isEmpty()) {
      throw new InvalidInputException("seeds", "none", "at least one", "choose for example 1 to 5");
    }
  }

  /** These seeds, without checkpoints. */
  public static SeedSearch of(Long... seeds) {
    return new SeedSearch(List.of(seeds), Optional.empty(), TrainingListener.NONE);
  }

  /** Trains all, one after the other, and measures their errors over the validation samples. */
  public Found run(
      SindyAutoencoder autoencoder, Dataset training, Dataset validation, Device device) {
    List<Candidate> candidates = new ArrayList<>();
    try {
      for (long seed : seeds) {
        TrainingResult result =
            autoencoder.train(
                training,
                RandomKey.of(seed),
                device,
                checkpoints.map(folder -> folder.resolve("seed-" + seed)),
                listener);
        TrainedSindyAutoencoder model =
            TrainedSindyAutoencoder.chosen(
                autoencoder.network(),
                autoencoder.schedule().threshold(),
                result.parameters(),
                device);
        candidates.add(new Candidate(seed, model, model.errors(validation), result.history()));
      }
      return new Found(candidates);
    } catch (RuntimeException | Error failure) {
      candidates.forEach(one -> one.model().close());
      throw failure;
    }
  }

  /**
   * What a seed led to.
   *
   * @param seed of the initial parameters
   * @param model perhaps without any term
   * @param errors over the validation samples
   * @param history losses of the training's epochs
   */
  public record Candidate(
      long seed, TrainedSindyAutoencoder model, RelativeErrors errors, History history) {}

  /**
   * What all seeds led to.
   *
   * @param candidates in the order of the seeds
   */
  public record Found(List<Candidate> candidates) implements AutoCloseable {
    /** Copies the list. */
    public Found {
      candidates = List.copyOf(candidates);
    }

    /** The model with the lowest geometric mean of its errors. */
    public Candidate mostAccurate() {
      return candidates.stream()
          .min(Comparator.comparingDouble(one -> one.errors().mean()))
          .orElseThrow();
    }

    /**
     * The model with the fewest terms, and of those the most accurate, among all whose geometric
     * mean of errors is within a factor of the lowest.
     *
     * @param factor 10 spans what the paper publishes of Lorenz' system with 7 and 10 terms
     */
    public Candidate sparsest(double factor) {
      double limit = factor * mostAccurate().errors().mean();
      return candidates.stream()
          .filter(one -> one.errors().mean() <= limit && one.model().system().activeTerms() > 0)
          .min(
              Comparator.<Candidate>comparingInt(one -> one.model().system().activeTerms())
                  .thenComparingDouble(one -> one.errors().mean()))
          .orElseGet(this::mostAccurate);
    }

    /**
     * The same models for the samples whose coefficients they were trained on.
     *
     * @param network that of {@link ModeCoefficients#expanded}
     * @param validation the samples by which they are judged
     */
    public Found expanded(ModeCoefficients modes, SindyNetwork network, Dataset validation) {
      List<Candidate> large = new ArrayList<>();
      for (Candidate one : candidates) {
        TrainedSindyAutoencoder model = modes.expanded(one.model(), network);
        large.add(new Candidate(one.seed(), model, model.errors(validation), one.history()));
      }
      return new Found(large);
    }

    /** Frees all models. */
    @Override
    public void close() {
      candidates.forEach(one -> one.model().close());
    }
  }
}
