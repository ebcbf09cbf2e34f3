package org.sciml4j.cli;

import java.nio.file.Path;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.validation.pdenet.PdeNet2Problem;
import org.sciml4j.validation.pdenet.PdeNet2Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Identifies an equation by PDE-Net 2.0 again. */
@Command(
    name = "pde-net-2",
    description = {
      "Identify an equation of Long, Lu and Dong 2019 from noisy snapshots by PDE-Net 2.0, and print"
          + " a line of JSON: errors after each stage, equations. Stopped and started again, it goes"
          + " on after the last stage that is done."
    })
final class ReproducePdeNet2Command implements Runnable {
  @Mixin CommonOptions common;
  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "PROBLEM",
      description = "burgers, heat or convection-diffusion-reaction.")
  PdeNet2Problem problem;

  @Option(
      names = "--checkpoint",
      required = true,
      paramLabel = "FOLDER",
      description = "Stages are written there, and read if they are there.")
  Path folder;

  @Option(names = "--kernel", paramLabel = "POINTS", description = "Along each axis: 7.")
  int kernel = 7;

  @Option(names = "--seed", paramLabel = "N", description = "Of data and first parameters: 1.")
  long seed = 1;

  @Option(names = "--trajectories", paramLabel = "N", description = "To learn from: 84.")
  int trajectories = 84;

  @Option(names = "--frames", paramLabel = "N", description = "Of each trajectory: 5.")
  int frames = 5;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Of L-BFGS in each of the three stages: 100.")
  int iterations = 100;

  @Override
  public void run() {
    StudyNumbers.requireKernel(kernel, 3);
    StudyNumbers.requireAtLeast("--trajectories", trajectories, 1);
    StudyNumbers.requireAtLeast("--frames", frames, 3);
    StudyNumbers.requireAtLeast("--iterations", iterations, 1);
    PdeNet2Study study = new PdeNet2Study(problem, kernel, seed, trajectories, frames, iterations);
    long begin = System.nanoTime();
    String line =
        study.line(study.run(folder, CpuDevice.common()), (System.nanoTime() - begin) / 1e9);
    spec.commandLine().getOut().println(line);
  }
}
