package org.sciml4j.sindy.autoencoder.published;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.training.Dataset;
import org.sciml4j.core.training.History;
import org.sciml4j.core.training.TrainingListener;
import org.sciml4j.core.training.TrainingResult;
import org.sciml4j.sindy.autoencoder.Autoencoder;
import org.sciml4j.sindy.autoencoder.CoordinateSearch;
import org.sciml4j.sindy.autoencoder.LatentSystem;
import org.sciml4j.sindy.autoencoder.PodStart;
import org.sciml4j.sindy.autoencoder.RelativeErrors;
import org.sciml4j.sindy.autoencoder.SindyAutoencoder;
import org.sciml4j.sindy.autoencoder.SindyNetwork;
import org.sciml4j.sindy.autoencoder.SparsestCoordinates;
import org.sciml4j.sindy.autoencoder.SparsitySchedule;
import org.sciml4j.sindy.autoencoder.TrainedSindyAutoencoder;
import org.sciml4j.sindy.autoencoder.WarmUp;
import org.sciml4j.sindy.reduction.Pod;

/**
 * Trains one of the paper's set-ups from one seed and tells how it ended as one line of JSON:
 * terms, errors over the test samples, equations, seconds. Stopped and started again, it goes on
 * from its checkpoint.
 *
 * <pre>
 * java ... org.sciml4j.sindy.autoencoder.published.Reproduction lorenz 1 lorenz-1.checkpoint
 * </pre>
 *
 * Three more numbers make a smaller run: initial states, samples of a batch, epochs before
 * refinement; the choices and the refinement are shortened in proportion. The word {@code pod} at
 * the end starts from the modes of a thousand samples instead of random weights alone; the word
 * {@code warm} puts a {@link WarmUp} of twice the epochs between two choices before the training.
 *
 * @param setup which of the paper's
 * @param autoencoder network, weights and schedule
 * @param size initial states or frames
 * @param seed of the initial parameters
 * @param startsAtPod whether encoder and decoder start at the linear ones of a {@link Pod}
 */
public record Reproduction(
    PublishedSetup setup, SindyAutoencoder autoencoder, int size, long seed, boolean startsAtPod) {
  private static final int REPORTS = 200;
  private static final double TOLERANCE = 0.05;
  private static final int STATES = 100;

  /** The paper's own numbers. */
  public static Reproduction of(PublishedSetup setup, long seed) {
    return new Reproduction(setup, setup.autoencoder(), setup.size(), seed, false);
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
    return new Reproduction(setup, smaller, otherSize, seed, startsAtPod);
  }

  /** The same from a linear start. */
  public Reproduction fromPod() {
    return new Reproduction(setup, autoencoder, size, seed, true);
  }

  /** The same after a warm-up. */
  public Reproduction warm() {
    WarmUp first = new WarmUp(2 * autoencoder.schedule().every(), CoordinateSearch.of(TOLERANCE));
    return new Reproduction(setup, autoencoder.warmUp(first), size, seed, startsAtPod);
  }

  /**
   * Trains, or goes on from the checkpoint.
   *
   * @return one line of JSON
   */
  public String run(Path checkpoint, Device device) {
    Progress progress = new Progress(System.nanoTime());
    try (PublishedSetup.Data data = setup.data(size)) {
      SindyAutoencoder started = startsAtPod ? atPod(data.training(), device) : autoencoder;
      try (TrainingResult result =
          started.train(
              data.training(), RandomKey.of(seed), device, Optional.of(checkpoint), progress)) {
        TrainedSindyAutoencoder model = started.model(result, device);
        return json(model, data.test(), progress.steps, progress.seconds()).toString();
      }
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

  private ObjectNode json(TrainedSindyAutoencoder model, Dataset test, long steps, double seconds) {
    RelativeErrors errors = model.errors(test);
    LatentSystem system = model.system();
    ObjectNode line = new ObjectMapper().createObjectNode();
    line.put("case", setup.name().toLowerCase(Locale.ROOT));
    line.put("seed", seed);
    line.put("size", size);
    line.put("batch", autoencoder.batchSize());
    line.put("epochs", autoencoder.schedule().allEpochs());
    line.put("start", startsAtPod ? "pod" : "random");
    line.put("warm_up_epochs", autoencoder.warmUp().map(WarmUp::epochs).orElse(0));
    line.put("terms", system.activeTerms());
    line.put("error_x", errors.reconstruction());
    line.put("error_motion", errors.motion());
    line.put("error_latent_motion", errors.latentMotion());
    line.put("steps_in_this_run", steps);
    line.put("seconds_of_this_run", seconds);
    system.equations().forEach(line.putArray("equations")::add);
    LatentSystem sparsest =
        system.library().hasSines()
            ? SparsestCoordinates.of(system).of(system, 1e-9)
            : CoordinateSearch.of(TOLERANCE).of(system, model.states(test, STATES)).system();
    sparsest.equations().forEach(line.putArray("equations_in_sparsest_coordinates")::add);
    return line;
  }

  /**
   * Arguments: set-up, seed, checkpoint; then perhaps size, batch and epochs; then perhaps pod and
   * warm.
   *
   * @throws InvalidInputException if they are not these
   */
  public static void main(String... words) {
    boolean isWarm = words.length > 3 && "warm".equals(words[words.length - 1]);
    String[] arguments = Arrays.copyOf(words, words.length - (isWarm ? 1 : 0));
    boolean isFromPod = arguments.length > 3 && "pod".equals(arguments[arguments.length - 1]);
    int count = arguments.length - (isFromPod ? 1 : 0);
    if (count != 3 && count != 6) {
      throw new InvalidInputException(
          "arguments",
          words.length + " of them",
          "SETUP SEED CHECKPOINT [SIZE BATCH EPOCHS] [pod] [warm]",
          "for example lorenz 1 lorenz-1.checkpoint");
    }
    PublishedSetup setup = PublishedSetup.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    Reproduction run = of(setup, Long.parseLong(arguments[1]));
    if (count == 6) {
      run =
          run.reduced(
              Integer.parseInt(arguments[3]),
              Integer.parseInt(arguments[4]),
              Integer.parseInt(arguments[5]));
    }
    run = isFromPod ? run.fromPod() : run;
    run = isWarm ? run.warm() : run;
    System.out.println(run.run(Path.of(arguments[2]), CpuDevice.common()));
  }

  /** Counts steps, and tells about two hundred times how far the training is. */
  private static final class Progress implements TrainingListener {
    private final long begin;
    private long steps;
    private int every = 1;

    Progress(long begin) {
      this.begin = begin;
    }

    double seconds() {
      return (System.nanoTime() - begin) / 1e9;
    }

    @Override
    public void epochStarts(int number, int epochs, long stepsOfEpoch) {
      every = Math.max(1, epochs / REPORTS);
    }

    @Override
    public void stepDone(long step, double loss) {
      steps++;
    }

    @Override
    public void epochDone(History.Epoch epoch) {
      if (epoch.number() % every == 0) {
        System.err.printf(
            Locale.ROOT, "epoch %d, loss %.4g, %.1f s%n", epoch.number(), epoch.loss(), seconds());
      }
    }
  }
}
