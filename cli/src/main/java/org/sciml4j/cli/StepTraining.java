package org.sciml4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.Dataset;
import org.sciml4j.core.training.TrainingListener;
import org.sciml4j.pde.model.PdeNetDesign;
import org.sciml4j.pde.model.StepDesign;
import org.sciml4j.pde.model.StepModel;
import org.sciml4j.pde.model.VaryingPdeNetDesign;
import org.sciml4j.pde.pdenet.PdeNet2;
import org.sciml4j.pde.rollout.RolloutResult;
import org.sciml4j.pde.rollout.RolloutStage;
import org.sciml4j.pde.rollout.RolloutTraining;
import org.sciml4j.pde.rollout.SnapshotWindows;
import org.sciml4j.pde.rollout.StabilityPenalty;
import org.sciml4j.pde.scheme.TimeStep;

/**
 * Trains a time step in stages. Of a PDE-Net with penalties, which make coefficients too small, the
 * terms that matter are trained once more without.
 *
 * @param data frames to learn from
 * @param where mask, if there is one
 * @param options stages, penalties, optimiser
 * @param smoothness of coefficients that vary
 * @param seed of the first parameters
 * @param checkpoint folder of the stages done; null for none
 * @param identity what a checkpoint is of
 */
record StepTraining(
    FieldSeries data,
    Optional<Tensor> where,
    PdeTrainingOptions options,
    double smoothness,
    long seed,
    Path checkpoint,
    Function<StepDesign, String> identity) {
  /** Terms that contribute less than this part of the largest one do not matter. */
  static final double NEGLIGIBLE = 0.02;

  /** Highest degree of a term that a symbolic network is expanded into. */
  static final int DEGREE = 3;

  /** A refit may be so much worse on the data that it learned from, for noise. */
  private static final double WORSE = 1.1;

  /**
   * What came out.
   *
   * @param design with the terms that matter
   * @param result its numbers
   * @param note what to tell of the terms
   */
  record Learned(StepDesign design, RolloutResult result, Optional<String> note) {}

  Learned run(StepDesign design, List<RolloutStage> stages) {
    RolloutResult all =
        train(
            stages,
            stage -> step(design, stage),
            checkpoint,
            identity.apply(design),
            Optional.empty());
    Learned whole = new Learned(design, all, Optional.empty());
    if (!(design instanceof PdeNetDesign net)
        || options.penalty(1) == 0
        || all.divergence().isPresent()) {
      return whole;
    }
    return net.net()
        .significant(all.parameters(), NEGLIGIBLE, highestDegree(net))
        .map(found -> better(whole, ofTerms(net, found, all.parameters(), stages), stages))
        .orElse(whole);
  }

  /** The significant terms trained once more without penalties. */
  private Learned ofTerms(
      PdeNetDesign net, PdeNet2 found, Parameters start, List<RolloutStage> stages) {
    PdeNetDesign design = net.found(found);
    String of = identity.apply(design) + ", after " + stages;
    Path folder =
        checkpoint == null
            ? null
            : checkpoint.resolve("terms-" + Integer.toHexString(of.hashCode()));
    RolloutResult result =
        train(
            List.of(stages.getLast().sparsity(0)),
            stage -> masked(found.step(stage)),
            folder,
            of,
            Optional.of(start));
    return new Learned(design, result, Optional.empty());
  }

  /** The refit, unless terms that were left out are missed. Closes the other. */
  private Learned better(Learned whole, Learned refit, List<RolloutStage> stages) {
    int steps = Math.min(stages.getLast().blocks(), data.frames() - 1);
    if (refit.result().divergence().isEmpty()
        && error(refit, steps) <= WORSE * error(whole, steps)) {
      whole.result().close();
      return refit;
    }
    refit.result().close();
    return new Learned(
        whole.design(),
        whole.result(),
        Optional.of(
            "smaller terms than those shown are needed: coefficients are as the penalties left"
                + " them, too small; --penalties 0,0 trains all terms without"));
  }

  private double error(Learned learned, int steps) {
    try (Parameters numbers = learned.result().parameters().copy();
        StepModel model = StepModel.of(learned.design(), numbers, where)) {
      return ErrorGrowth.of(model, data, 0, steps).percentile(steps, 50);
    }
  }

  static int highestDegree(PdeNetDesign net) {
    return Math.max(DEGREE, net.degree());
  }

  private RolloutResult train(
      List<RolloutStage> stages,
      Function<RolloutStage, TimeStep> step,
      Path folder,
      String of,
      Optional<Parameters> start) {
    double dt = data.dt();
    try (ProgressLine progress = new ProgressLine("training", "epochs")) {
      RolloutTraining rollouts =
          RolloutTraining.of(step, stages, CpuDevice.common())
              .dtype(DType.F64)
              .key(RandomKey.of(seed))
              .scale(stage -> scale(stage, dt))
              .sizes(data.rates())
              .noiseUnits(data.deviations())
              .listener(
                  new TrainingListener() {
                    @Override
                    public void epochStarts(int number, int all, long steps) {
                      progress.show(number - 1L, all);
                    }
                  });
      options
          .stability()
          .ifPresent(weight -> rollouts.stability(new StabilityPenalty(weight, data.means())));
      Function<RolloutStage, Dataset> windows =
          stage -> SnapshotWindows.of(data.fields(), stage.blocks(), DType.F64);
      if (folder == null) {
        return start.isEmpty() ? rollouts.train(windows) : rollouts.train(windows, start.get());
      }
      rollouts.directory(folder, of);
      return start.isEmpty() ? rollouts.resume(windows) : rollouts.resume(windows, start.get());
    }
  }

  /** Of the sum over the snapshots that are compared of squared errors of rates of change. */
  private static double scale(RolloutStage stage, double dt) {
    return switch (stage.points()) {
      case CENTRED -> 1 / (4 * dt * dt);
      case END -> 1 / (dt * dt);
      case ALL -> stage.blocks() / (dt * dt);
    };
  }

  private TimeStep step(StepDesign design, RolloutStage stage) {
    return masked(
        switch (design) {
          case PdeNetDesign net ->
              net.net().penalties(options.penalty(0), options.penalty(1)).step(stage);
          case VaryingPdeNetDesign net -> net.net(smoothness).step(stage);
          default -> design.step();
        });
  }

  private TimeStep masked(TimeStep step) {
    return where.map(numbers -> StepModel.masked(step, numbers)).orElse(step);
  }
}
