package org.sciml4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.TrainingListener;
import org.sciml4j.pde.analysis.StepLimit;
import org.sciml4j.pde.pdenet.DerivativeScales;
import org.sciml4j.pde.pdenet.PdeNet2;
import org.sciml4j.pde.pdenet.PdeNetDesign;
import org.sciml4j.pde.rollout.RolloutResult;
import org.sciml4j.pde.rollout.RolloutStage;
import org.sciml4j.pde.rollout.RolloutTraining;
import org.sciml4j.pde.rollout.SnapshotWindows;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Learns the time step of fields. */
@Command(
    name = "train",
    description = {
      "Learn how fields go from frame to frame, and print the equation that the network stands for.",
      "Stages of rollouts of more and more steps, each minimised by L-BFGS over all frames but those"
          + " held out."
    },
    sortOptions = false)
final class PdeTrainCommand implements Runnable {
  private static final double NEGLIGIBLE = 0.02;
  private static final int DEGREE = 3;

  @picocli.CommandLine.Parameters(
      index = "0",
      paramLabel = "INPUT",
      description = "NetCDF, HDF5 or npz file with coordinates.")
  private Path input;

  @Option(
      names = "--variables",
      required = true,
      split = ",",
      paramLabel = "VAR",
      description = "Fields of time and space, on one grid.")
  private List<String> variables;

  @Option(
      names = "--slice",
      paramLabel = "AXIS=A:B",
      description = "Points of an axis to use, as in Python; repeatable.")
  private List<String> slices = List.of();

  @Mixin private PdeModelOptions options;

  @Option(
      names = "--validation",
      defaultValue = "0.2",
      paramLabel = "FRACTION",
      description = "Last frames held out to measure errors: ${DEFAULT-VALUE}.")
  private double validation;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Of the first parameters: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      description = "Folder of the stages done; the same command goes on from it.")
  private Path checkpoint;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder to write: the model and how errors grow. Default: sciml-output/FILE-pde.")
  private Path out;

  @Option(names = "--force", description = "Replace the output folder if it exists.")
  private boolean force;

  @Mixin CommonOptions common;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Path target = out == null ? defaultFolder() : out;
    PdeModelFile.requireOutside(target, "--checkpoint", checkpoint);
    PdeModelFile.requireOutside(target, "INPUT", input);
    OutputFolder.at(target, force).close();
    try (FieldSeries data = FieldSeries.open(input, variables, slices)) {
      List<RolloutStage> stages = options.stages();
      int held = heldOut(data, stages.stream().mapToInt(RolloutStage::blocks).max().orElseThrow());
      data.requireFinite(0);
      PdeNetDesign plain = options.design(data);
      PdeNetDesign design = plain.scales(scales(plain, data));
      try (RolloutResult result = trained(design, stages, data, data.frames() - held)) {
        finish(design, result, data, data.frames() - held, target);
      }
    }
  }

  private Path defaultFolder() {
    return Path.of(
        "sciml-output", input.getFileName().toString().replaceFirst("\\.[^.]*$", "") + "-pde");
  }

  private int heldOut(FieldSeries data, int blocks) {
    if (!(validation > 0 && validation < 1)) {
      throw new InvalidInputException(
          "--validation", validation, "between 0 and 1", "choose for example 0.2");
    }
    int held = Math.max(2, (int) Math.round(validation * data.frames()));
    if (data.frames() - held < blocks + 1) {
      throw new InvalidInputException(
          "frames of INPUT",
          data.frames() + ", of which " + held + " are held out",
          "at least " + (blocks + 1) + " for rollouts of " + blocks + " steps, and those",
          "give more frames, or fewer --steps");
    }
    return held;
  }

  private static double[] scales(PdeNetDesign design, FieldSeries data) {
    int[] frames = data.someFrames();
    long[] state = data.state().shape();
    long[] shape = new long[state.length + 1];
    shape[0] = frames.length;
    System.arraycopy(state, 0, shape, 1, state.length);
    try (Tensor states = Tensor.zeros(DType.F64, shape)) {
      int size = Math.toIntExact(data.state().count());
      for (int n = 0; n < frames.length; n++) {
        double[] values = data.frame(frames[n]);
        for (int i = 0; i < size; i++) {
          states.setFlat((long) n * size + i, values[i]);
        }
      }
      return DerivativeScales.of(design.model().stencils(), states, CpuDevice.common());
    }
  }

  private RolloutResult trained(
      PdeNetDesign design, List<RolloutStage> stages, FieldSeries data, int frames) {
    double variance = Arrays.stream(data.variances()).average().orElseThrow();
    PdeNet2 model = design.model().penalties(options.penalty(0), options.penalty(1));
    List<Field> fields =
        data.fields().stream()
            .map(field -> field.slice(field.axes().getFirst().name(), 0, frames))
            .toList();
    try (ProgressLine progress = new ProgressLine("training", "epochs")) {
      RolloutTraining training =
          RolloutTraining.of(model::step, stages, CpuDevice.common())
              .dtype(DType.F64)
              .key(RandomKey.of(seed))
              .scale(stage -> stage.blocks() / (design.dt() * design.dt() * variance))
              .listener(
                  new TrainingListener() {
                    @Override
                    public void epochStarts(int number, int all, long steps) {
                      progress.show(number - 1L, all);
                    }
                  });
      return checkpoint == null
          ? training.train(stage -> SnapshotWindows.of(fields, stage.blocks(), DType.F64))
          : training
              .directory(checkpoint, identity(design, frames))
              .resume(stage -> SnapshotWindows.of(fields, stage.blocks(), DType.F64));
    }
  }

  /** What a checkpoint is of; the file by size and time, since reading it all would take long. */
  private String identity(PdeNetDesign design, int frames) {
    try {
      return design
          + ", penalties "
          + options.penalty(0)
          + " and "
          + options.penalty(1)
          + ", seed "
          + seed
          + ", "
          + frames
          + " frames of "
          + slices
          + " of '"
          + input.getFileName()
          + "', "
          + Files.size(input)
          + " bytes of "
          + Files.getLastModifiedTime(input);
    } catch (IOException failure) {
      throw new InvalidInputException(
          "INPUT '" + input + "' cannot be read (" + failure + "); check its permissions", failure);
    }
  }

  private void finish(
      PdeNetDesign design, RolloutResult result, FieldSeries data, int from, Path target) {
    PrintWriter print = spec.commandLine().getOut();
    Parameters parameters = result.parameters();
    result
        .divergence()
        .ifPresent(
            message ->
                print.println("stopped, what was reached before is kept: " + message + "\n"));
    new PdeModelFile(design, parameters)
        .equations(Math.max(DEGREE, design.degree()), NEGLIGIBLE)
        .forEach(print::println);
    print.println();
    int rest = data.frames() - 1 - from;
    int steps = Math.max(1, rest / 2);
    ErrorGrowth growth = ErrorGrowth.of(design.model().step(), parameters, data, from, steps);
    growth.print(print);
    OptionalDouble limit = StepLimit.of(design.model().step(), parameters, data.state().shape());
    print.println();
    print.printf(Locale.ROOT, "time step      %s%n", Decimal.of(design.dt()));
    limit.ifPresent(
        largest ->
            print.printf(
                Locale.ROOT,
                "largest stable %s, for small waves about zero%n",
                largest > 0 ? Decimal.of(largest) : "none: some waves grow at every step"));
    try (OutputFolder folder = OutputFolder.at(target, force)) {
      List<Path> files = new ArrayList<>();
      Path file = folder.resolve(PdeModelFile.NAME);
      design.save(file, parameters);
      files.add(file);
      files.addAll(growth.figure("errors on frames held out").write(folder.staging()));
      folder.commit();
      OutputFolder.report(print, target, files);
      print.flush();
    } catch (IOException failure) {
      throw new InvalidInputException(
          "output folder '" + target + "' cannot be written (" + failure + "); choose another",
          failure);
    }
  }
}
