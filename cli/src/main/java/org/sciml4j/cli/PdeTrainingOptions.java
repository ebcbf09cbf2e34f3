package org.sciml4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
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
          "Weights of the penalties of pdenet on free moments and on terms. Its first stage is"
              + " without, and so is a last one of the terms that they have left. Default:"
              + " 0.001,0.005; 0,0 keeps all terms.")
  private List<Double> penalties;

  @Option(
      names = "--loss",
      paramLabel = "WHERE",
      description =
          "Frames of a rollout that are compared with the data: all, or its end. Default: all.")
  private String loss;

  @Option(
      names = "--noise",
      paramLabel = "PART",
      description =
          "Noise on the first frames of rollouts, as a part of each variable's standard deviation,"
              + " so that steps learn to come back to the data.")
  private Double noise;

  @Option(
      names = "--pushforward",
      description =
          "Differentiate the last step of a rollout only, the earlier ones perturb what it starts"
              + " from; compared at the end.")
  private boolean pushforward;

  @Option(
      names = "--stability",
      paramLabel = "W",
      description =
          "Weight of a penalty on small waves about the mean that a step amplifies. Not with unet.")
  private Double stability;

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
    List<Integer> numbers = numbers();
    requireApt(model, numbers.stream().mapToInt(Integer::intValue).max().orElse(0));
    StageOptimizer chosen = optimizer(model.equals("unet") ? "adam:0.001:16" : "lbfgs");
    List<RolloutStage> stages = new ArrayList<>();
    if (isPdeNet) {
      penalty(0);
      stages.add((centred ? RolloutStage.centred(chosen) : rollout(1, chosen)).frozen());
    }
    if (centred) {
      requireRate(model);
      stages.add(RolloutStage.centred(chosen));
    }
    numbers.forEach(blocks -> stages.add(rollout(blocks, chosen)));
    return stages;
  }

  /** Refuses what is for constant coefficients only. */
  void requireForVarying() {
    requireConstant("--penalties", penalties != null, "give --smoothness instead");
    requireConstant("--stability", stability != null, "leave it out");
  }

  private static void requireConstant(String option, boolean isGiven, String remedy) {
    if (isGiven) {
      throw new InvalidInputException(
          option, "given with --terms varying", "terms of constant coefficients", remedy);
    }
  }

  private RolloutStage rollout(int blocks, StageOptimizer chosen) {
    RolloutStage all = RolloutStage.of(blocks, chosen).noise(noise());
    RolloutStage compared = "end".equals(loss) ? all.endPoint() : all;
    return pushforward ? compared.pushForward() : compared;
  }

  /** Refuses what would be without effect. */
  private void requireApt(String model, int mostBlocks) {
    if (loss != null && !List.of("all", "end").contains(loss)) {
      throw new InvalidInputException("--loss", "'" + loss + "'", "all or end", "choose one");
    }
    if (noise != null && !(noise > 0 && noise < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException(
          "--noise", noise, "a number above 0", "give for example 0.01");
    }
    if (stability != null && !(stability > 0 && stability < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException(
          "--stability", stability, "a number above 0", "give for example 0.01");
    }
    if (stability != null && model.equals("unet")) {
      throw new InvalidInputException(
          "--stability",
          "given with --model unet",
          "a model that does the same to waves everywhere",
          "leave it out, or choose another model");
    }
    if (pushforward && "all".equals(loss)) {
      throw new InvalidInputException(
          "--loss", "all with --pushforward", "end", "leave out one of the two");
    }
    requireRollouts("--noise", noise != null, mostBlocks, 1);
    requireRollouts("--loss", loss != null, mostBlocks, 2);
    requireRollouts("--pushforward", pushforward, mostBlocks, 2);
  }

  private void requireRollouts(String option, boolean isGiven, int mostBlocks, int least) {
    if (isGiven && mostBlocks < least) {
      throw new InvalidInputException(
          option,
          "given with --steps " + steps,
          "rollouts of " + least + " or more steps",
          "leave it out, or write for example --steps 1..3");
    }
  }

  /** Of first frames, in standard deviations. */
  double noise() {
    return noise == null ? 0 : noise;
  }

  /** Weight of the penalty on growing waves, if there is one. */
  OptionalDouble stability() {
    return stability == null ? OptionalDouble.empty() : OptionalDouble.of(stability);
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
        "--steps",
        "'" + steps + "'",
        "numbers of 1 or more" + (centred ? ", or 0 alone" : ", or 0 with --centred"),
        "write for example 1..3 or 1,2,4,8");
  }
}
