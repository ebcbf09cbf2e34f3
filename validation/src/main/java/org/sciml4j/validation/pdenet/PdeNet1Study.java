package org.sciml4j.validation.pdenet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.pde.model.StepDesign;
import org.sciml4j.pde.pdenet.DerivativeScales;
import org.sciml4j.pde.pdenet.PdeNet1;
import org.sciml4j.pde.rhs.ConstrainedStencils;
import org.sciml4j.pde.rollout.Rollout;
import org.sciml4j.pde.rollout.RolloutResult;
import org.sciml4j.pde.rollout.RolloutStage;
import org.sciml4j.pde.rollout.RolloutTraining;
import org.sciml4j.pde.rollout.SnapshotWindows;
import org.sciml4j.pde.rollout.StageOptimizer;

/**
 * PDE-Net on one of its published problems, from noisy pairs of states. Stopped and started again,
 * it goes on with the first stage that is not done.
 *
 * <pre>
 * Z. Long, Y. Lu, X. Ma, B. Dong, PDE-Net: Learning PDEs from Data, ICML 2018, section 4
 * </pre>
 *
 * @param problem what is learned
 * @param extent points of a kernel along each axis
 * @param learned whether kernels are learned, with accuracy 2, or all their moments fixed
 * @param scheme a name of {@link StepDesign#schemes}
 * @param smoothness λ in {@code λ Σ (δ² c_ij)² rms(D_ij u)² / var(u)}, δ² the second differences of
 *     neighbouring nodes along both axes; added to the mean square error over the variance
 * @param seed of data and noise
 * @param trajectories of each stage
 * @param tests trajectories that predictions are compared with
 * @param testSteps how many steps
 * @param iterations of L-BFGS in each stage
 * @param blocks of the stages after the warm-up
 * @param fine intervals of the solver's grid along each axis
 */
public record PdeNet1Study(
    PdeNet1Problem problem,
    int extent,
    boolean learned,
    String scheme,
    double smoothness,
    long seed,
    int trajectories,
    int tests,
    int testSteps,
    int iterations,
    List<Integer> blocks,
    int fine) {
  private static final RandomKey TESTS = RandomKey.of(0).child(7);
  private static final int HELD_OUT = 100;
  private static final int NOISE = 200;

  /** The full study: 24 trajectories a stage, of 1, 3, 6 and 9 blocks; 16 tests of 80 steps. */
  public static PdeNet1Study of(
      PdeNet1Problem problem,
      int extent,
      boolean learned,
      String scheme,
      double smoothness,
      long seed) {
    return new PdeNet1Study(
        problem,
        extent,
        learned,
        scheme,
        smoothness,
        seed,
        24,
        16,
        80,
        100,
        List.of(1, 3, 6, 9),
        250);
  }

  /** The same with other sizes, and other stages after the warm-up. */
  public PdeNet1Study sized(
      int trajectories, int tests, int iterations, List<Integer> blocks, int fine) {
    return new PdeNet1Study(
        problem,
        extent,
        learned,
        scheme,
        smoothness,
        seed,
        trajectories,
        tests,
        testSteps,
        iterations,
        blocks,
        fine);
  }

  /**
   * What a stage reached.
   *
   * @param blocks its number of blocks
   * @param warmUp whether kernels were not trained yet
   * @param heldOut mean square error after these blocks, over the variance of starts, of noisy
   *     trajectories that no training saw
   * @param coefficients relative errors of the coefficients in the Taylor expansion of the rate
   * @param ofTheTime error after 1, 2, ... steps over the deviation of the solution at that time
   * @param ofTheStart the same over the deviation of the start
   */
  public record Reached(
      int blocks,
      boolean warmUp,
      double heldOut,
      Map<String, Double> coefficients,
      double[] ofTheTime,
      double[] ofTheStart) {}

  /**
   * Trains, or goes on with the first stage that is not done.
   *
   * @param folder of data and parameters, shared by all studies
   * @param done is told of every stage
   */
  public void run(Path folder, Device device, Consumer<Reached> done) {
    NoisyTrajectories data = new NoisyTrajectories(problem, created(folder.resolve("data")), fine);
    List<RolloutStage> stages = stages();
    try (Tensor truth = data.solutions("test", TESTS, tests, testSteps + 1);
        Tensor noisy = data.noisy(truth, key().child(HELD_OUT - 1));
        Tensor starts = NoisyTrajectories.frame(noisy, 0);
        Tensor first = windows(data, stages.getFirst(), 0, trajectories)) {
      double variance = NoisyTrajectories.startVariance(first);
      PdeNet1 net = net(first, variance, device);
      for (int count = 1; count <= stages.size(); count++) {
        RolloutStage stage = stages.get(count - 1);
        try (Tensor windows = windows(data, stage, 0, trajectories);
            RolloutResult result =
                training(net, variance, stages.subList(0, count), folder, device)
                    .resume(of -> dataset(windows, of));
            Tensor held = windows(data, stage, HELD_OUT, Math.ceilDiv(trajectories, 3))) {
          result.divergence().ifPresent(PdeNet1Study::diverged);
          Parameters reached = result.parameters();
          PredictionErrors errors = PredictionErrors.of(net.step(), reached, truth, starts, device);
          double heldOut = endError(net, reached, held, device) / variance;
          done.accept(
              new Reached(
                  stage.blocks(),
                  stage.freezes(),
                  heldOut,
                  problem.errors(net, reached),
                  errors.ofTheTime(),
                  errors.ofTheStart()));
        }
      }
    }
  }

  private static void diverged(String message) {
    throw new InvalidInputException("training", message, "finite losses", "use fewer blocks");
  }

  private RandomKey key() {
    return RandomKey.of(seed);
  }

  private List<RolloutStage> stages() {
    StageOptimizer lbfgs = StageOptimizer.lbfgs(iterations);
    List<RolloutStage> stages = new ArrayList<>();
    stages.add(RolloutStage.of(1, lbfgs).endPoint().frozen());
    blocks.forEach(count -> stages.add(RolloutStage.of(count, lbfgs).endPoint()));
    return stages;
  }

  private PdeNet1 net(Tensor first, double variance, Device device) {
    PdeNet1 published = problem.net(extent);
    ConstrainedStencils stencils =
        published.stencils().accuracy(learned ? 2 : ConstrainedStencils.FROZEN);
    double size = problem.nodeSize();
    try (Tensor starts = NoisyTrajectories.frame(first, 0)) {
      double[] scales = DerivativeScales.of(stencils, starts, device);
      return published
          .stencils(stencils)
          .scales(Arrays.stream(scales).map(rms -> rms / size).toArray())
          .smoothness(smoothness * size * size / variance)
          .scheme(StepDesign.schemes().get(scheme));
    }
  }

  private RolloutTraining training(
      PdeNet1 net, double variance, List<RolloutStage> stages, Path folder, Device device) {
    String name =
        "%s-%d-%s-%s-%s-%d"
            .formatted(
                problem.name(), extent, learned ? "learned" : "frozen", scheme, smoothness, seed);
    return RolloutTraining.of(net::step, stages, device)
        .key(key())
        .scale(1 / variance)
        .directory(created(folder.resolve(name)), toString());
  }

  private SnapshotWindows dataset(Tensor windows, RolloutStage stage) {
    double[] spacing = {PdeNet1Problem.SPACING, PdeNet1Problem.SPACING};
    return SnapshotWindows.ofTensors(List.of(windows), problem.dt(), spacing, stage.blocks());
  }

  /** Noisy trajectories of a stage, other ones for every offset. */
  private Tensor windows(NoisyTrajectories data, RolloutStage stage, int offset, int count) {
    int number = offset + stages().indexOf(stage);
    String name = "seed-%d-stage-%d".formatted(seed, number);
    try (Tensor clean = data.solutions(name, key().child(number), count, stage.blocks() + 1)) {
      return data.noisy(clean, key().child(NOISE + number));
    }
  }

  private static double endError(PdeNet1 net, Parameters reached, Tensor windows, Device device) {
    int blocks = Math.toIntExact(windows.size(1) - 1);
    Model model =
        Model.of(Rollout.of(net.step(), blocks), DType.F32, 1, windows.size(2), windows.size(3));
    try (Tensor starts = NoisyTrajectories.frame(windows, 0);
        Tensor ends = NoisyTrajectories.frame(windows, blocks);
        Tensor predicted = model.predict(reached, starts, device)) {
      return PredictionErrors.meanSquare(predicted, ends);
    }
  }

  private static Path created(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException failure) {
      throw new InvalidInputException(
          "cannot create '" + folder + "'; choose another directory", failure);
    }
  }

  /**
   * A line of JSON about a stage.
   *
   * @param seconds since the study began
   */
  public String line(Reached reached, double seconds) {
    return json(reached, seconds).toString();
  }

  private ObjectNode json(Reached reached, double seconds) {
    ObjectNode line = new ObjectMapper().createObjectNode();
    line.put("problem", problem.name());
    line.put("extent", extent);
    line.put("kernels", learned ? "learned" : "frozen");
    line.put("scheme", scheme);
    line.put("smoothness", smoothness);
    line.put("seed", seed);
    line.put("blocks", reached.blocks);
    line.put("warm_up", reached.warmUp);
    line.put("held_out", rounded(reached.heldOut));
    reached.coefficients.forEach((name, error) -> line.put("error_of_" + name, rounded(error)));
    write(reached.ofTheTime, line.putArray("errors"));
    write(reached.ofTheStart, line.putArray("errors_of_start"));
    line.put("seconds_of_this_run", rounded(seconds));
    return line;
  }

  private static void write(double[] values, ArrayNode array) {
    Arrays.stream(values).forEach(value -> array.add(rounded(value)));
  }

  /** Null, as JSON has no other word for it, where a net has exploded. */
  private static BigDecimal rounded(double value) {
    return !Double.isFinite(value) ? null : new BigDecimal(value).round(new MathContext(4));
  }
}
