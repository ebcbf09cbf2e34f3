package org.sciml4j.validation.autoencoder;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.core.optim.Schedule;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.training.Dataset;
import org.sciml4j.core.training.Trainer;
import org.sciml4j.core.training.TrainingListener;
import org.sciml4j.core.training.TrainingResult;
import org.sciml4j.sindy.autoencoder.Autoencoder;
import org.sciml4j.sindy.autoencoder.AutoencoderDesign;
import org.sciml4j.sindy.autoencoder.CoordinateSearch;
import org.sciml4j.sindy.autoencoder.FirstStage;
import org.sciml4j.sindy.autoencoder.LatentSystem;
import org.sciml4j.sindy.autoencoder.LossWeights;
import org.sciml4j.sindy.autoencoder.ModeCoefficients;
import org.sciml4j.sindy.autoencoder.PodStart;
import org.sciml4j.sindy.autoencoder.RelativeErrors;
import org.sciml4j.sindy.autoencoder.SampleArrays;
import org.sciml4j.sindy.autoencoder.SindyAutoencoder;
import org.sciml4j.sindy.autoencoder.SindyNetwork;
import org.sciml4j.sindy.autoencoder.SparsitySchedule;
import org.sciml4j.sindy.autoencoder.TrainedSindyAutoencoder;
import org.sciml4j.sindy.autoencoder.WarmUp;
import org.sciml4j.sindy.reduction.Pod;

/**
 * Trains one of the paper's set-ups from one seed and tells how it ended as one line of JSON:
 * terms, errors over the test samples, equations, seconds. Stopped and started again, it goes on
 * from its checkpoint.
 *
 * @param setup which of the paper's
 * @param autoencoder network, weights and schedule
 * @param activation of the hidden layers, one of {@link AutoencoderDesign#activations}
 * @param rate of learning
 * @param size initial states or frames
 * @param seed of the initial parameters
 * @param startsAtPod whether encoder and decoder start at the linear ones of a {@link Pod}
 * @param modes of the training samples in whose coefficients to train ({@link ModeCoefficients}), 0
 *     to train on the samples themselves
 * @param decayEpochs epochs after the paper's, with a learning rate that falls to zero
 */
public record Reproduction(
    PublishedSetup setup,
    SindyAutoencoder autoencoder,
    String activation,
    double rate,
    int size,
    long seed,
    boolean startsAtPod,
    int modes,
    int decayEpochs) {
  private static final double TOLERANCE = 0.05;
  private static final int STATES = 100;

  /** The paper's own numbers. */
  public static Reproduction of(PublishedSetup setup, long seed) {
    return new Reproduction(
        setup, setup.autoencoder(), "sigmoid", setup.rate(), setup.size(), seed, false, 0, 0);
  }

  /** A smaller run of the same kind. */
  public Reproduction reduced(int otherSize, int batch, int epochs) {
    SparsitySchedule full = autoencoder.schedule();
    double ratio = (double) epochs / full.epochs();
    SparsitySchedule schedule =
        new SparsitySchedule(
            full.threshold(),
            (int) Math.max(1, Math.round(full.every() * ratio)),
            epochs,
            (int) Math.round(full.refinementEpochs() * ratio));
    SindyAutoencoder smaller = autoencoder.schedule(schedule).batchSize(batch);
    return new Reproduction(
        setup, smaller, activation, rate, otherSize, seed, startsAtPod, modes, decayEpochs);
  }

  /** The same from a linear start. */
  public Reproduction fromPod() {
    return new Reproduction(
        setup, autoencoder, activation, rate, size, seed, true, modes, decayEpochs);
  }

  /**
   * The same with other hidden layers.
   *
   * @throws InvalidInputException if there is no such activation
   */
  public Reproduction activation(String name) {
    if (!AutoencoderDesign.activations().containsKey(name)) {
      throw new InvalidInputException(
          "activation",
          "'" + name + "'",
          "one of " + AutoencoderDesign.activations().keySet(),
          "choose one");
    }
    SindyAutoencoder changed =
        autoencoder.network(
            setup.network(setup.features(), AutoencoderDesign.activations().get(name)));
    return new Reproduction(
        setup, changed, name, rate, size, seed, startsAtPod, modes, decayEpochs);
  }

  /** The same with the samples in another order in each epoch. */
  public Reproduction shuffled() {
    return trainedAs(autoencoder.shuffled());
  }

  /** The same with another weight of the sparsity. */
  public Reproduction sparsity(double weight) {
    LossWeights paper = autoencoder.weights();
    return trainedAs(
        autoencoder.weights(
            new LossWeights(paper.reconstruction(), paper.motion(), paper.latentMotion(), weight)));
  }

  private Reproduction trainedAs(SindyAutoencoder other) {
    return new Reproduction(
        setup, other, activation, rate, size, seed, startsAtPod, modes, decayEpochs);
  }

  /** The same with another rate of learning. */
  public Reproduction rate(double other) {
    return new Reproduction(
        setup,
        autoencoder.optimizer(Adam.of(other)),
        activation,
        other,
        size,
        seed,
        startsAtPod,
        modes,
        decayEpochs);
  }

  /** The same in the coefficients of that many modes; errors are those of the whole samples. */
  public Reproduction inModes(int number) {
    return new Reproduction(
        setup, autoencoder, activation, rate, size, seed, startsAtPod, number, decayEpochs);
  }

  /** The same after a warm-up of twice the epochs between two choices. */
  public Reproduction warm() {
    return first(new WarmUp(2 * autoencoder.schedule().every(), CoordinateSearch.of(TOLERANCE)));
  }

  /** The same after another first stage. */
  public Reproduction first(FirstStage stage) {
    return trainedAs(autoencoder.firstStage(stage));
  }

  /**
   * The same, followed by so many epochs of refinement in which the learning rate falls to zero as
   * half a cosine: at a constant rate the last steps scatter by more than the errors of the paper.
   */
  public Reproduction decaying(int epochs) {
    return new Reproduction(
        setup, autoencoder, activation, rate, size, seed, startsAtPod, modes, epochs);
  }

  /**
   * Trains, or goes on from the checkpoint.
   *
   * @param listener told of the progress
   * @return one line of JSON
   */
  public String run(Path checkpoint, Device device, TrainingListener listener) {
    long begin = System.nanoTime();
    try (PublishedSetup.Data data = setup.data(size);
        TrainedSindyAutoencoder model =
            modes == 0
                ? trained(data.training(), checkpoint, device, listener)
                : trainedInModes(data.training(), checkpoint, device, listener)) {
      return json(model, data.test(), (System.nanoTime() - begin) / 1e9).toString();
    }
  }

  private TrainedSindyAutoencoder trainedInModes(
      Dataset training, Path checkpoint, Device device, TrainingListener listener) {
    ModeCoefficients coefficients = ModeCoefficients.of(training, modes, device);
    SindyAutoencoder small =
        autoencoder.network(setup.network(modes, AutoencoderDesign.activations().get(activation)));
    Reproduction run =
        new Reproduction(
            setup, small, activation, rate, size, seed, startsAtPod, modes, decayEpochs);
    try (SampleArrays arrays = coefficients.of(training, device);
        TrainedSindyAutoencoder model =
            run.trained(arrays.dataset(), checkpoint, device, listener)) {
      SindyAutoencoder large = startsAtPod ? atPod(training, device) : autoencoder;
      return coefficients.expanded(model, large.network());
    }
  }

  private TrainedSindyAutoencoder trained(
      Dataset training, Path checkpoint, Device device, TrainingListener listener) {
    SindyAutoencoder started = startsAtPod ? atPod(training, device) : autoencoder;
    TrainingResult result =
        started.train(training, RandomKey.of(seed), device, Optional.of(checkpoint), listener);
    return started.model(
        decayEpochs == 0
            ? result
            : decayed(result, started, training, checkpoint, device, listener),
        device);
  }

  private TrainingResult decayed(
      TrainingResult before,
      SindyAutoencoder started,
      Dataset training,
      Path checkpoint,
      Device device,
      TrainingListener listener) {
    Path file = checkpoint.resolveSibling(checkpoint.getFileName() + ".decay");
    long steps = decayEpochs * (training.size() / started.batchSize());
    try (before) {
      Trainer trainer =
          started
              .trainer(training, RandomKey.of(seed), device)
              .epochs(decayEpochs)
              .schedule(Schedule.cosine(rate, 0, steps))
              .checkpoint(file)
              .listener(listener);
      return Files.exists(file)
          ? trainer.resume(training)
          : trainer.train(training, before.parameters());
    }
  }

  private SindyAutoencoder atPod(Dataset training, Device device) {
    SindyNetwork network = autoencoder.network();
    Autoencoder linear =
        PodStart.of(
            training,
            network.latent(),
            new Autoencoder(network.encoder(), network.decoder()),
            device);
    return autoencoder.network(
        new SindyNetwork(
            linear.encoder(),
            linear.decoder(),
            network.latent(),
            network.order(),
            network.library()));
  }

  private ObjectNode json(TrainedSindyAutoencoder model, Dataset test, double seconds) {
    RelativeErrors errors = model.errors(test);
    LatentSystem system = model.system();
    ObjectNode line = new ObjectMapper().createObjectNode();
    line.put("case", setup.name().toLowerCase(Locale.ROOT));
    line.put("seed", seed);
    line.put("size", size);
    line.put("batch", autoencoder.batchSize());
    line.put("epochs", autoencoder.schedule().allEpochs());
    line.put("first_stage", autoencoder.firstStage().map(Object::toString).orElse("none"));
    line.put("decay_epochs", decayEpochs);
    line.put("modes", modes);
    line.put("activation", activation);
    line.put("rate", rate);
    line.put("sparsity", autoencoder.weights().sparsity());
    line.put("shuffled", autoencoder.isShuffled());
    line.put("start", startsAtPod ? "pod" : "random");
    line.put("terms", system.activeTerms());
    line.put("error_x", errors.reconstruction());
    line.put("error_motion", errors.motion());
    line.put("error_latent_motion", errors.latentMotion());
    line.put("seconds_of_this_run", seconds);
    system.equations().forEach(line.putArray("equations")::add);
    LatentSystem sparsest =
        CoordinateSearch.of(TOLERANCE).sparsest(system, model.states(test, STATES));
    sparsest.equations().forEach(line.putArray("equations_in_sparsest_coordinates")::add);
    return line;
  }
}
