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

  private static final String OF_TERMS = "terms";

  /**
   * What came out.
   *
   * @param design with the terms that matter
   * @param result its numbers
   */
  record Learned(StepDesign design, RolloutResult result) {}

  Learned run(StepDesign design, List<RolloutStage> stages) {
    RolloutResult all =
        train(design, stages, stage -> step(design, stage), checkpoint, Optional.empty());
    if (!(design instanceof PdeNetDesign net)
        || options.penalty(1) == 0
        || all.divergence().isPresent()) {
      return new Learned(design, all);
    }
    Optional<PdeNet2> significant =
        net.net().significant(all.parameters(), NEGLIGIBLE, highestDegree(net));
    if (significant.isEmpty()) {
      return new Learned(design, all);
    }
    try (all) {
      PdeNet2 found = significant.get();
      RolloutStage last = stages.getLast().sparsity(0);
      Path folder = checkpoint == null ? null : checkpoint.resolve(OF_TERMS);
      RolloutResult result =
          train(
              design,
              List.of(last),
              stage -> masked(found.step(stage)),
              folder,
              Optional.of(all.parameters()));
      return new Learned(net.found(found), result);
    }
  }

  static int highestDegree(PdeNetDesign net) {
    return Math.max(DEGREE, net.degree());
  }

  private RolloutResult train(
      StepDesign design,
      List<RolloutStage> stages,
      Function<RolloutStage, TimeStep> step,
      Path folder,
      Optional<Parameters> start) {
    double dt = design.grid().dt();
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
      rollouts.directory(folder, identity.apply(design));
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
