package org.sciml4j.validation.pdenet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.Dataset;
import org.sciml4j.pde.pdenet.IdentifiedEquation;
import org.sciml4j.pde.pdenet.PdeNet2;
import org.sciml4j.pde.rhs.ConstrainedStencils;
import org.sciml4j.pde.rhs.SymbolicNetwork;
import org.sciml4j.pde.rollout.RolloutResult;
import org.sciml4j.pde.rollout.RolloutStage;
import org.sciml4j.pde.rollout.RolloutTraining;
import org.sciml4j.pde.rollout.SnapshotWindows;
import org.sciml4j.pde.rollout.StageOptimizer;

/**
 * Identifies an equation from noisy snapshots by PDE-Net 2.0: a warm-up with fixed kernels, a
 * training of everything with the published penalties, and one of the terms it found, without
 * penalties. All three compare F with centred differences of the data. Stopped and started again,
 * it goes on from the stages that are done.
 *
 * @param problem what is identified
 * @param extent points of a kernel along each axis, 5 or 7
 * @param seed of data and first parameters
 * @param trajectories seen
 * @param frames of each; later ones hold steeper fronts than the grid resolves
 * @param iterations of L-BFGS in each stage
 */
public record PdeNet2Study(
    PdeNet2Problem problem, int extent, long seed, int trajectories, int frames, int iterations) {
  private static final double MOMENT_PENALTY = 0.001;
  private static final double TERM_PENALTY = 0.005;
  private static final double SMALLEST = 0.02;
  private static final int ACCURACY = 3;
  private static final double DT = PdeNet2Problem.DT;

  /** 84 trajectories of five frames. */
  public static PdeNet2Study of(PdeNet2Problem problem, int extent, long seed) {
    return new PdeNet2Study(problem, extent, seed, 84, 5, 100);
  }

  /**
   * Equations with their largest errors.
   *
   * @param equations after the last stage
   * @param worst largest relative error of a true coefficient
   * @param spurious largest coefficient of a term that is not in the truth
   */
  public record Identified(List<IdentifiedEquation> equations, double worst, double spurious) {}

  /**
   * What each stage identified, in turn.
   *
   * @param folder of the stages' files
   * @throws InvalidInputException if a training diverges
   */
  public List<Identified> run(Path folder, Device device) {
    RandomKey key = RandomKey.of(seed);
    int products = problem == PdeNet2Problem.CONVECTION_DIFFUSION_REACTION ? 8 : 5;
    double h = PdeNet2Problem.spacing();
    PdeNet2 all = PdeNet2.of(problem.variables(), DT, h, h);
    PdeNet2 net =
        all.stencils(ConstrainedStencils.upTo(2, extent, h, h).accuracy(ACCURACY))
            .terms(SymbolicNetwork.of(problem.variables().size(), products))
            .penalties(MOMENT_PENALTY, TERM_PENALTY);
    RolloutStage stage = RolloutStage.centred(StageOptimizer.lbfgs(iterations));
    List<Tensor> solutions = problem.solutions(trajectories, frames, key.child(0));
    try (Parameters warm = trained(net, stage.frozen(), solutions, folder, 0, device, null);
        Parameters sparse = trained(net, stage, solutions, folder, 1, device, warm)) {
      PdeNet2 selected = net.selected(sparse, SMALLEST).penalties(0, 0);
      try (Parameters last = trained(selected, stage, solutions, folder, 2, device, sparse)) {
        return List.of(
            judged(net.explain(warm)), judged(net.explain(sparse)), judged(selected.explain(last)));
      }
    } finally {
      solutions.forEach(Tensor::close);
    }
  }

  private Parameters trained(
      PdeNet2 net,
      RolloutStage stage,
      List<Tensor> solutions,
      Path folder,
      int number,
      Device device,
      Parameters start) {
    double h = PdeNet2Problem.spacing();
    Function<RolloutStage, Dataset> windows =
        each -> SnapshotWindows.ofTensors(solutions, DT, new double[] {h, h}, each.blocks());
    RolloutTraining training =
        RolloutTraining.of(net::step, List.of(stage), device)
            .dtype(DType.F64)
            .key(RandomKey.of(seed).child(1))
            .scale(1 / (4 * DT * DT))
            .directory(folder.resolve("training-" + number), toString());
    RolloutResult result =
        start == null ? training.resume(windows) : training.resume(windows, start);
    if (result.divergence().isPresent()) {
      result.close();
      throw new InvalidInputException(
          "training", result.divergence().get(), "one that converges", "choose another seed");
    }
    return result.parameters();
  }

  private Identified judged(List<IdentifiedEquation> equations) {
    double worst = 0;
    double spurious = 0;
    for (IdentifiedEquation equation : equations) {
      Map<String, Double> truth = problem.truth(equation.variable());
      for (Map.Entry<String, Double> term : truth.entrySet()) {
        double error = equation.coefficient(term.getKey()) / term.getValue() - 1;
        worst = Math.max(worst, Math.abs(error));
      }
      spurious = Math.max(spurious, equation.largestExcept(truth.keySet().toArray(String[]::new)));
    }
    return new Identified(equations, worst, spurious);
  }

  /**
   * A line of JSON about what was identified.
   *
   * @param stages as {@link #run} answers them
   * @param seconds that it took
   */
  public String line(List<Identified> stages, double seconds) {
    ObjectNode line = new ObjectMapper().createObjectNode();
    line.put("problem", problem.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    line.put("kernel", extent);
    line.put("seed", seed);
    stages.forEach(
        stage ->
            line.withArray("stages")
                .addObject()
                .put("worst_coefficient", stage.worst)
                .put("largest_spurious", stage.spurious));
    stages.getLast().equations().forEach(e -> line.withArray("equations").add(e.toString()));
    line.put("seconds_of_this_run", seconds);
    return line.toString();
  }
}
