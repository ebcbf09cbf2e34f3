package org.sciml4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.pde.model.StepDesign;
import org.sciml4j.validation.pdenet.PdeNet1Problem;
import org.sciml4j.validation.pdenet.PdeNet1Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Learns coefficients that vary in space, or a source, by PDE-Net again. */
@Command(
    name = "pde-net",
    description = {
      "Learn a problem of Long, Lu, Ma and Dong 2018 from noisy pairs of states by PDE-Net, and print"
          + " a line of JSON after every stage: errors of coefficients and of predictions. Stopped"
          + " and started again, it goes on after the last stage that is done."
    })
final class ReproducePdeNet1Command implements Runnable {
  @Mixin CommonOptions common;
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "PROBLEM", description = "convection-diffusion or sine-source.")
  String problem;

  @Option(
      names = "--checkpoint",
      required = true,
      paramLabel = "FOLDER",
      description = "Data and stages are written there, and read if they are there.")
  Path folder;

  @Option(names = "--kernel", paramLabel = "POINTS", description = "Along each axis: 7.")
  int kernel = 7;

  @Option(names = "--frozen", description = "Keep kernels as differences.")
  boolean isFrozen;

  @Option(
      names = "--scheme",
      paramLabel = "NAME",
      description = "euler, midpoint, heun or rk4, which is used; the paper's is euler.")
  String scheme = "rk4";

  @Option(
      names = "--smoothness",
      paramLabel = "WEIGHT",
      description = "Penalty on coefficients that are not smooth: 0, as in the paper.")
  double smoothness;

  @Option(
      names = "--blocks",
      split = ",",
      paramLabel = "N",
      description = "Of the stages after the warm-up: 1,3,6,9.")
  List<Integer> blocks = List.of(1, 3, 6, 9);

  @Option(names = "--seed", paramLabel = "N", description = "Of data and noise: 1.")
  long seed = 1;

  @Option(names = "--trajectories", paramLabel = "N", description = "Of each stage: 24.")
  int trajectories = 24;

  @Option(names = "--tests", paramLabel = "N", description = "Trajectories to predict: 16.")
  int tests = 16;

  @Option(names = "--iterations", paramLabel = "N", description = "Of L-BFGS in a stage: 100.")
  int iterations = 100;

  @Option(
      names = "--fine",
      paramLabel = "POINTS",
      description = "Intervals of the solver's grid along each axis: 250.")
  int fine = 250;

  @Override
  public void run() {
    PdeNet1Problem chosen = PdeNet1Problem.of(problem);
    requireNumbers();
    PdeNet1Study study =
        PdeNet1Study.of(chosen, kernel, !isFrozen, scheme, smoothness, seed)
            .sized(trajectories, tests, iterations, blocks, fine);
    long begin = System.nanoTime();
    PrintWriter out = spec.commandLine().getOut();
    study.run(
        folder,
        CpuDevice.common(),
        reached -> {
          out.println(study.line(reached, (System.nanoTime() - begin) / 1e9));
          out.flush();
        });
  }

  private void requireNumbers() {
    StudyNumbers.requireKernel(kernel, 5);
    StudyNumbers.requireAtLeast("--trajectories", trajectories, 1);
    StudyNumbers.requireAtLeast("--tests", tests, 1);
    StudyNumbers.requireAtLeast("--iterations", iterations, 1);
    blocks.forEach(count -> StudyNumbers.requireAtLeast("--blocks", count, 1));
    if (!StepDesign.schemes().containsKey(scheme)) {
      throw new InvalidInputException(
          "--scheme", "'" + scheme + "'", "one of " + StepDesign.schemes().keySet(), "choose one");
    }
    if (!(smoothness >= 0 && smoothness < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException("--smoothness", smoothness, "0 or more", "correct it");
    }
    if (fine < 50 || fine % 50 != 0) {
      throw new InvalidInputException("--fine", fine, "a multiple of 50", "correct it");
    }
  }
}
