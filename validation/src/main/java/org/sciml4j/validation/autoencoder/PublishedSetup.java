package org.sciml4j.validation.autoencoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.nn.activation.Activation;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.training.Dataset;
import org.sciml4j.core.training.Split;
import org.sciml4j.sindy.autoencoder.Autoencoder;
import org.sciml4j.sindy.autoencoder.LossWeights;
import org.sciml4j.sindy.autoencoder.SindyAutoencoder;
import org.sciml4j.sindy.autoencoder.SindyNetwork;
import org.sciml4j.sindy.autoencoder.SparsitySchedule;

/** The trainings of the paper, tables S1 to S4, in single precision. */
public enum PublishedSetup {
  /** 128-64-32-3, cubic, 2048 initial states in batches of 8000. */
  LORENZ(LorenzData.DIMENSION, 2048, 1e-3) {
    @Override
    public SindyNetwork network(long features, Activation hidden) {
      return Autoencoder.dense(features, 3, hidden, 64, 32).sindy(3, 1, 3, false);
    }

    @Override
    public SindyAutoencoder autoencoder() {
      return SindyAutoencoder.of(
              network(features(), Activations.SIGMOID),
              LossWeights.of(1e-4, 0, 1e-5),
              new SparsitySchedule(0.1, 500, 10_001, 1001))
          .batchSize(8000);
    }

    @Override
    public Data data(int size) {
      return Data.of(
          LorenzData.of(size, RandomKey.of(1), DType.F32),
          LorenzData.of(Math.min(20, size), RandomKey.of(2), DType.F32),
          LorenzData.of(Math.min(100, size), RandomKey.of(3), DType.F32));
    }
  },

  /** 10000-256-2, cubic and sines, 9999 frames. */
  REACTION_DIFFUSION(
      (long) ReactionDiffusionData.EDGE * ReactionDiffusionData.EDGE,
      ReactionDiffusionData.FRAMES,
      1e-3) {
    @Override
    public SindyNetwork network(long features, Activation hidden) {
      return Autoencoder.dense(features, 2, hidden, 256).sindy(2, 1, 3, true);
    }

    @Override
    public SindyAutoencoder autoencoder() {
      return SindyAutoencoder.of(
              network(features(), Activations.SIGMOID),
              LossWeights.of(0.5, 0.01, 0.1),
              new SparsitySchedule(0.1, 500, 3001, 1001))
          .batchSize(1000);
    }

    @Override
    public Data data(int size) {
      Samples all = ReactionDiffusionData.of(size, RandomKey.of(1), DType.F32);
      Split last = all.dataset().splitAtEnd(0.1);
      Split rest = last.training().split(1.0 / 9, RandomKey.of(2));
      return new Data(rest.training(), rest.validation(), last.validation(), List.of(all));
    }
  },

  /** 2601-128-64-32-1, order 2, cubic and sines, 100 initial states. */
  PENDULUM((long) PendulumData.EDGE * PendulumData.EDGE, 100, 1e-4) {
    @Override
    public SindyNetwork network(long features, Activation hidden) {
      return Autoencoder.dense(features, 1, hidden, 128, 64, 32).sindy(1, 2, 3, true);
    }

    @Override
    public SindyAutoencoder autoencoder() {
      return SindyAutoencoder.of(
              network(features(), Activations.SIGMOID),
              LossWeights.of(5e-4, 5e-5, 1e-5),
              new SparsitySchedule(0.1, 500, 5001, 1001))
          .batchSize(1000)
          .optimizer(Adam.of(rate()));
    }

    @Override
    public Data data(int size) {
      return Data.of(
          PendulumData.of(size, RandomKey.of(1), DType.F32),
          PendulumData.of(Math.min(10, size), RandomKey.of(2), DType.F32),
          PendulumData.of(Math.min(10, size), RandomKey.of(3), DType.F32));
    }
  };

  private final long features;
  private final int size;
  private final double rate;

  PublishedSetup(long features, int size, double rate) {
    this.features = features;
    this.size = size;
    this.rate = rate;
  }

  /** Initial states or frames of the paper. */
  public int size() {
    return size;
  }

  /** Learning rate of the paper. */
  public double rate() {
    return rate;
  }

  /** Numbers in a sample. */
  public long features() {
    return features;
  }

  /** Network, weights and schedule of the paper. */
  public abstract SindyAutoencoder autoencoder();

  /**
   * A network of the paper's widths for samples of so many features, with hidden layers of a kind.
   */
  public abstract SindyNetwork network(long number, Activation hidden);

  /**
   * Data made anew, the same each time; 20 initial states for validation and 100 for testing, 10 of
   * the pendulum, but no more than for training.
   *
   * @param size initial states for training, or frames of all parts
   */
  public abstract Data data(int size);

  /**
   * The three parts of the data.
   *
   * @param training what is trained on
   * @param validation by which models are chosen
   * @param test by which they are judged
   * @param samples what to free
   */
  public record Data(Dataset training, Dataset validation, Dataset test, List<Samples> samples)
      implements AutoCloseable {
    /** Copies the list. */
    public Data {
      samples = List.copyOf(samples);
    }

    static Data of(Samples... parts) {
      List<Dataset> sets = new ArrayList<>();
      Arrays.stream(parts).map(Samples::dataset).forEach(sets::add);
      return new Data(sets.get(0), sets.get(1), sets.get(2), List.of(parts));
    }

    /** Frees the samples. */
    @Override
    public void close() {
      samples.forEach(Samples::close);
    }
  }
}
