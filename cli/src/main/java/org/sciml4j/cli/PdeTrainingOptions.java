package org.sciml4j.cli;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.pde.rollout.RolloutStage;
import org.sciml4j.pde.rollout.StageOptimizer;
import picocli.CommandLine.Option;

/** How a network that steps fields is trained. */
final class PdeTrainingOptions {
  @Option(
      names = "--steps",
      defaultValue = "1..3",
      paramLabel = "A..B",
      description =
          "Steps of the rollouts of one stage after another: A..B, or numbers and commas. Default:"
              + " ${DEFAULT-VALUE}.")
  private String steps;

  @Option(
      names = "--centred",
      description =
          "Compare rates of change with centred differences of the data first, in place of the"
              + " warm-up: steps from noisy frames learn to undo the noise, which looks like"
              + " diffusion. Alone with --steps 0.")
  private boolean centred;

  @Option(
      names = "--iterations",
      defaultValue = "200",
      paramLabel = "N",
      description =
          "Iterations of L-BFGS, or passes of Adam over the data, in each stage: ${DEFAULT-VALUE}.")
  private int iterations;

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      description =
          "lbfgs on all frames, or adam:RATE:BATCH on so many at a time. Default: lbfgs; unet:"
              + " adam:0.001:16.")
  private String optimizer;

  @Option(
      names = "--penalties",
      split = ",",
      paramLabel = "W",
      description =
          "Weights of the penalties of pdenet on free moments and on terms; its first stage is"
              + " without. Default: 0.001,0.005.")
  private List<Double> penalties;

  /** A penalty of pdenet. */
  double penalty(int which) {
    List<Double> weights = penalties == null ? List.of(0.001, 0.005) : penalties;
    if (weights.size() != 2 || weights.stream().anyMatch(weight -> !(weight >= 0))) {
      throw new InvalidInputException(
          "--penalties", weights, "two numbers of 0 or more", "give for example 0.001,0.005");
    }
    return weights.get(which);
  }

  /** One for each number of steps, and before them one of pdenet with kernels as they are. */
  List<RolloutStage> stages(String model) {
    boolean isPdeNet = model.equals("pdenet");
    if (!isPdeNet && penalties != null) {
      throw new InvalidInputException(
          "--penalties", "given with --model " + model, "pdenet, which has them", "leave them out");
    }
    StageOptimizer chosen = optimizer(model.equals("unet") ? "adam:0.001:16" : "lbfgs");
    List<RolloutStage> stages = new ArrayList<>();
    if (isPdeNet) {
      penalty(0);
      stages.add((centred ? RolloutStage.centred(chosen) : RolloutStage.of(1, chosen)).frozen());
    }
    if (centred) {
      requireRate(model);
      stages.add(RolloutStage.centred(chosen));
    }
    numbers().forEach(blocks -> stages.add(RolloutStage.of(blocks, chosen)));
    return stages;
  }

  private static void requireRate(String model) {
    if (model.equals("unet")) {
      throw new InvalidInputException(
          "--centred",
          "given with --model unet",
          "a model that has a rate of change",
          "leave it out, or choose another model");
    }
  }

  private StageOptimizer optimizer(String usual) {
    MethodText text = MethodText.parse("--optimizer", optimizer == null ? usual : optimizer);
    return switch (text.name()) {
      case "lbfgs" -> {
        text.atMost(0);
        yield StageOptimizer.lbfgs(iterations);
      }
      case "adam" -> {
        double rate = text.atMost(2).number(0, 1e-3);
        int batch = text.whole(1, 16);
        if (!(rate > 0 && rate < Double.POSITIVE_INFINITY) || batch < 1) {
          throw text.bad("a rate and a batch size above 0");
        }
        yield StageOptimizer.adam(rate, batch, iterations);
      }
      default -> throw text.bad("lbfgs or adam:RATE:BATCH");
    };
  }

  private List<Integer> numbers() {
    if (centred && steps.equals("0")) {
      return List.of();
    }
    List<Integer> numbers = new ArrayList<>();
    try {
      for (String part : steps.split(",", -1)) {
        String[] ends = part.split("\\.\\.", -1);
        int first = Integer.parseInt(ends[0].strip());
        int last = Integer.parseInt(ends[ends.length - 1].strip());
        if (first < 1 || last < first || ends.length > 2) {
          throw wrongSteps();
        }
        for (int blocks = first; blocks <= last; blocks++) {
          numbers.add(blocks);
        }
      }
    } catch (NumberFormatException failure) {
      throw wrongSteps();
    }
    return numbers;
  }

  private InvalidInputException wrongSteps() {
    return new InvalidInputException(
        "--steps", "'" + steps + "'", "numbers of 1 or more", "write for example 1..3 or 1,2,4,8");
  }
}
