package org.sciml4j.cli;

import java.nio.file.Path;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.training.TrainingListener;
import org.sciml4j.validation.discretization.CoarseGrainingStudy;
import org.sciml4j.validation.discretization.LearnedForm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares a learned discretisation of forced Burgers with classical schemes again. */
@Command(
    name = "learned-fd",
    description = {
      "Train a learned discretisation of Bar-Sinai et al. 2019 for forced Burgers on a coarse grid,"
          + " and print a line of JSON: mean absolute errors to t = 15 beside those of classical"
          + " schemes. Stopped and started again, it goes on from its checkpoint."
    })
final class ReproduceDiscretizationCommand implements Runnable {
  @Mixin CommonOptions common;
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "FORM", description = "flux, godunov or plain.")
  LearnedForm form;

  @Option(
      names = "--checkpoint",
      required = true,
      paramLabel = "FILE",
      description = "Written as the training goes on; read if it is there.")
  Path checkpoint;

  @Option(
      names = "--factor",
      paramLabel = "N",
      description = "How much coarser than 512 cells: 4, 8, 16 or 32. Default: 8.")
  int factor = 8;

  @Option(names = "--seed", paramLabel = "N", description = "Of the first parameters: 1.")
  long seed = 1;

  @Option(names = "--trajectories", paramLabel = "N", description = "To learn from: 40.")
  int trajectories = 40;

  @Option(names = "--frames", paramLabel = "N", description = "Of each, 0.02 apart: 751.")
  int frames = 751;

  @Option(names = "--epochs", paramLabel = "N", description = "On rates of change: 40.")
  int epochs = 40;

  @Option(names = "--rollout-epochs", paramLabel = "N", description = "On rollouts: 8.")
  int rolloutEpochs = 8;

  @Override
  public void run() {
    if (factor < 4 || factor > 32 || Integer.bitCount(factor) > 1) {
      throw new InvalidInputException("--factor", factor, "4, 8, 16 or 32", "choose one");
    }
    StudyNumbers.requireAtLeast("--trajectories", trajectories, 1);
    StudyNumbers.requireAtLeast("--frames", frames, 16);
    StudyNumbers.requireAtLeast("--epochs", epochs, 1);
    StudyNumbers.requireAtLeast("--rollout-epochs", rolloutEpochs, 0);
    CoarseGrainingStudy study =
        CoarseGrainingStudy.of(form, factor, seed)
            .sized(trajectories, frames, epochs, rolloutEpochs);
    long begin = System.nanoTime();
    try (ProgressLine bar = new ProgressLine(EnumConverters.written(form), "epochs")) {
      TrainingListener listener =
          new TrainingListener() {
            @Override
            public void epochStarts(int number, int all, long steps) {
              bar.show(number - 1L, all);
            }
          };
      String line =
          study.line(
              study.run(checkpoint, CpuDevice.common(), listener),
              (System.nanoTime() - begin) / 1e9);
      spec.commandLine().getOut().println(line);
    }
  }
}
