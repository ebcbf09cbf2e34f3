package org.sciml4j.validation.discretization;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.loss.Losses;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.core.optim.Schedule;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.training.Dataset;
import org.sciml4j.core.training.Trainer;
import org.sciml4j.core.training.TrainingListener;
import org.sciml4j.core.training.TrainingResult;
import org.sciml4j.validation.discretization.ForcedBurgers.Trajectory;
import org.sciml4j.validation.solver.FaceReconstruction;
import org.sciml4j.validation.solver.ThirdOrderUpwind;
import org.sciml4j.validation.solver.Weno5;

/**
 * Trains a learned discretisation of forced Burgers on coarse-grained rates of change and then on
 * rollouts, and compares it with classical schemes on the same grid: the mean absolute error over
 * all frames of solutions with forcings that no training saw. Stopped and started again, it goes on
 * from its checkpoint.
 *
 * @param setup equation and grids
 * @param form what is learned
 * @param seed of the first parameters and of the order of samples
 * @param trajectories to train on; a third as many test it
 * @param frames of each, {@link ForcedBurgers#FRAME} apart
 * @param epochs on rates of change
 * @param rolloutEpochs on rollouts of ten frames, 0 for none
 */
public record CoarseGrainingStudy(
    ForcedBurgers setup,
    LearnedForm form,
    long seed,
    int trajectories,
    int frames,
    int epochs,
    int rolloutEpochs) {
  private static final RandomKey FORCINGS = RandomKey.of(2019);
  private static final int BATCH = 64;
  private static final int ROLLOUT_BATCH = 32;
  private static final int FEWEST_STEPS = 8;
  private static final int ROLLOUT_STEPS = 10;
  private static final int EVERY = 5;
  private static final int ROLLOUT_EVERY = 20;
  private static final int TESTS = 3;
  private static final double RATE = 3e-3;
  private static final double ROLLOUT_RATE = 1e-3;
  private static final double LAST_RATE = 1e-6;

  /** The full study: 40 solutions to t = 15. */
  public static CoarseGrainingStudy of(LearnedForm form, int factor, long seed) {
    return new CoarseGrainingStudy(ForcedBurgers.published(factor), form, seed, 40, 751, 40, 8);
  }

  /** The same with other sizes. */
  public CoarseGrainingStudy sized(int trajectories, int frames, int epochs, int rolloutEpochs) {
    return new CoarseGrainingStudy(setup, form, seed, trajectories, frames, epochs, rolloutEpochs);
  }

  /**
   * Mean absolute errors.
   *
   * @param upwind of third-order upwind reconstruction
   * @param weno of WENO-5
   * @param untrained of the standard scheme within the learned form
   * @param onRates after training on rates of change
   * @param learned after training on rollouts, where there was one
   */
  public record Errors(
      double upwind, double weno, double untrained, double onRates, double learned) {}

  /**
   * Trains, or goes on from the checkpoints.
   *
   * @param checkpoint of the first training; that of the second has {@code .rollout} behind it
   */
  public Errors run(Path checkpoint, Device device, TrainingListener listener) {
    Layer layer = form.layer(setup);
    Model model = Model.of(layer, DType.F32, 1, setup.cells());
    List<Trajectory> training = solutions(trajectories, FORCINGS.child(0));
    List<Trajectory> test = solutions(Math.ceilDiv(trajectories, TESTS), FORCINGS.child(1));
    Path second = checkpoint.resolveSibling(checkpoint.getFileName() + ".rollout");
    try (Parameters start = model.initialize(key());
        TrainingResult first = onRates(layer, start, training, checkpoint, device, listener)) {
      double upwind = classicalError(new ThirdOrderUpwind(), test);
      double weno = classicalError(new Weno5(), test);
      double untrained = error(model, start, test, device);
      double onRates = error(model, first.parameters(), test, device);
      if (rolloutEpochs == 0) {
        return new Errors(upwind, weno, untrained, onRates, onRates);
      }
      try (TrainingResult last =
          onRollouts(layer, first.parameters(), training, second, device, listener)) {
        double learned = error(model, last.parameters(), test, device);
        return new Errors(upwind, weno, untrained, onRates, learned);
      }
    }
  }

  private RandomKey key() {
    return RandomKey.of(seed);
  }

  private List<Trajectory> solutions(int count, RandomKey key) {
    return IntStream.range(0, count).mapToObj(i -> setup.trajectory(frames, key.child(i))).toList();
  }

  private TrainingResult onRates(
      Layer layer,
      Parameters start,
      List<Trajectory> training,
      Path checkpoint,
      Device device,
      TrainingListener listener) {
    try (CoarseSamples samples = CoarseSamples.rates(training, EVERY)) {
      Dataset data = samples.dataset();
      Trainer trainer =
          trainer(Objective.supervised(layer, Losses.MSE), RATE, BATCH, epochs, data, device)
              .listener(listener);
      return trained(trainer, data, start, checkpoint);
    }
  }

  private TrainingResult onRollouts(
      Layer layer,
      Parameters start,
      List<Trajectory> training,
      Path checkpoint,
      Device device,
      TrainingListener listener) {
    try (CoarseSamples samples = CoarseSamples.windows(training, ROLLOUT_STEPS, ROLLOUT_EVERY)) {
      Dataset data = samples.dataset();
      Objective rollout = new ForcedRollout(layer, ForcedBurgers.FRAME);
      Trainer trainer =
          trainer(rollout, ROLLOUT_RATE, ROLLOUT_BATCH, rolloutEpochs, data, device)
              .listener(listener);
      return trained(trainer, data, start, checkpoint);
    }
  }

  private Trainer trainer(
      Objective objective, double rate, int batch, int all, Dataset data, Device device) {
    int size = Math.toIntExact(Math.clamp(data.size() / FEWEST_STEPS, 1, batch));
    return Trainer.of(objective, Adam.of(rate), device)
        .batchSize(size)
        .dropRemainder()
        .epochs(all)
        .schedule(Schedule.cosine(rate, LAST_RATE, all * (data.size() / size)))
        .key(key());
  }

  private static TrainingResult trained(
      Trainer trainer, Dataset data, Parameters start, Path checkpoint) {
    trainer.checkpoint(checkpoint);
    return Files.exists(checkpoint) ? trainer.resume(data) : trainer.train(data, start);
  }

  private double classicalError(FaceReconstruction scheme, List<Trajectory> test) {
    return test.stream()
        .mapToDouble(
            truth ->
                ForcedBurgers.meanError(
                    truth.u(),
                    ForcedBurgers.solve(
                        setup.classical(scheme, truth.forcing()), setup.cells(), frames)))
        .average()
        .orElseThrow();
  }

  /** All test solutions side by side in one batch. */
  private double error(Model model, Parameters parameters, List<Trajectory> test, Device device) {
    int cells = setup.cells();
    try (LearnedSolver solver =
        new LearnedSolver(
            model.predictor(parameters, device, test.size()),
            test.stream().map(Trajectory::forcing).toList(),
            cells)) {
      double[][] solved = ForcedBurgers.solve(solver, test.size() * cells, frames);
      return IntStream.range(0, test.size())
          .mapToDouble(
              k ->
                  ForcedBurgers.meanError(
                      test.get(k).u(),
                      Arrays.stream(solved)
                          .map(all -> Arrays.copyOfRange(all, k * cells, (k + 1) * cells))
                          .toArray(double[][]::new)))
          .average()
          .orElseThrow();
    }
  }

  /**
   * A line of JSON about errors.
   *
   * @param seconds that they took
   */
  public String line(Errors errors, double seconds) {
    ObjectNode line = new ObjectMapper().createObjectNode();
    line.put("form", form.name().toLowerCase(Locale.ROOT));
    line.put("cells", setup.cells());
    line.put("seed", seed);
    line.put("mae_upwind3", errors.upwind);
    line.put("mae_weno5", errors.weno);
    line.put("mae_untrained", errors.untrained);
    line.put("mae_on_rates", errors.onRates);
    line.put("mae", errors.learned);
    line.put("seconds_of_this_run", seconds);
    return line.toString();
  }
}
