package org.sciml4j.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.pde.pdenet.PdeNetDesign;
import org.sciml4j.pde.rollout.RolloutStage;
import org.sciml4j.pde.rollout.StageOptimizer;
import picocli.CommandLine.Option;

/** How a PDE-Net is built and trained. */
final class PdeModelOptions {
  @Option(
      names = "--model",
      defaultValue = "pdenet",
      paramLabel = "pdenet",
      description = "PDE-Net 2.0, whose equation can be told: ${DEFAULT-VALUE}.")
  private String model;

  @Option(
      names = "--terms",
      defaultValue = "symbolic:5",
      paramLabel = "FORM",
      description =
          "Right-hand side: symbolic:PRODUCTS, a symbolic network, or poly:DEGREE, all products of"
              + " so many derivatives. Default: ${DEFAULT-VALUE}.")
  private String terms;

  @Option(
      names = "--order",
      defaultValue = "2",
      paramLabel = "N",
      description = "Highest order of the derivatives: ${DEFAULT-VALUE}.")
  private int order;

  @Option(
      names = "--kernel",
      defaultValue = "5",
      paramLabel = "POINTS",
      description = "Points of a kernel along every axis, odd: ${DEFAULT-VALUE}.")
  private int kernel;

  @Option(
      names = "--accuracy",
      defaultValue = "2",
      paramLabel = "N",
      description =
          "Order of accuracy that kernels keep while they are learnt; 0 leaves them as differences:"
              + " ${DEFAULT-VALUE}.")
  private int accuracy;

  @Option(names = "--upwind", description = "Turn kernels of first derivatives with the transport.")
  private boolean upwind;

  @Option(
      names = "--scheme",
      defaultValue = "euler",
      paramLabel = "NAME",
      description = "euler, midpoint, heun or rk4: ${DEFAULT-VALUE}.")
  private String scheme;

  @Option(
      names = "--boundary",
      split = ",",
      defaultValue = "periodic",
      paramLabel = "NAME",
      description =
          "periodic, zero, reflect or replicate, for all axes or each. Default: ${DEFAULT-VALUE}.")
  private List<String> boundary;

  @Option(
      names = "--steps",
      defaultValue = "1..3",
      paramLabel = "A..B",
      description =
          "Steps of the rollouts of one stage after another: A..B, or numbers and commas. Default:"
              + " ${DEFAULT-VALUE}.")
  private String steps;

  @Option(
      names = "--iterations",
      defaultValue = "200",
      paramLabel = "N",
      description = "Iterations of L-BFGS in each stage: ${DEFAULT-VALUE}.")
  private int iterations;

  @Option(
      names = "--penalties",
      split = ",",
      defaultValue = "0.001,0.005",
      paramLabel = "W",
      description =
          "Weights of the penalties on free moments and on terms; the first stage is without."
              + " Default: ${DEFAULT-VALUE}.")
  private List<Double> penalties;

  PdeNetDesign design(FieldSeries data) {
    if (!model.equals("pdenet")) {
      throw new InvalidInputException(
          "--model", "'" + model + "'", "pdenet", "other models are trained from Java");
    }
    MethodText form = MethodText.parse("--terms", terms).atMost(1);
    boolean isPolynomial = form.name().equals("poly");
    if (!isPolynomial && !form.name().equals("symbolic")) {
      throw form.bad("symbolic:PRODUCTS or poly:DEGREE");
    }
    int number = form.whole(0, isPolynomial ? 2 : 5);
    if (number < 1) {
      throw form.bad("a number of 1 or more");
    }
    List<Double> spacing = data.spacing();
    return new PdeNetDesign(
        data.fields().stream().map(field -> field.name()).toList(),
        spacing,
        data.dt(),
        order,
        kernel,
        accuracy,
        isPolynomial ? 0 : number,
        isPolynomial ? number : 0,
        scheme,
        boundary.size() == 1 ? Collections.nCopies(spacing.size(), boundary.getFirst()) : boundary,
        List.of(),
        upwind);
  }

  double penalty(int which) {
    if (penalties.size() != 2 || penalties.stream().anyMatch(weight -> !(weight >= 0))) {
      throw new InvalidInputException(
          "--penalties", penalties, "two numbers of 0 or more", "give for example 0.001,0.005");
    }
    return penalties.get(which);
  }

  /** A stage with kernels as they are, then one for each number of steps. */
  List<RolloutStage> stages() {
    StageOptimizer lbfgs = StageOptimizer.lbfgs(iterations);
    List<RolloutStage> stages = new ArrayList<>();
    stages.add(RolloutStage.of(1, lbfgs).frozen());
    numbers().forEach(blocks -> stages.add(RolloutStage.of(blocks, lbfgs)));
    return stages;
  }

  private List<Integer> numbers() {
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
