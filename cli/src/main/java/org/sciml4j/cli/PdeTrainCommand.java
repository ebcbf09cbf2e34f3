package org.sciml4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sciml4j.cli.figure.Figure;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.pde.model.PdeNetDesign;
import org.sciml4j.pde.model.StepDesign;
import org.sciml4j.pde.model.StepModel;
import org.sciml4j.pde.rollout.RolloutResult;
import org.sciml4j.pde.rollout.RolloutStage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Learns the time step of fields. */
@Command(
    name = "train",
    description = {
      "Learn how fields go from frame to frame, and print the equation where the network is one.",
      "Stages of rollouts of more and more steps, over all frames but those held out."
    },
    sortOptions = false)
final class PdeTrainCommand implements Runnable {
  /** Standard deviations that a mean may be from zero. */
  private static final double FAR = 5;

  @Mixin private SeriesInput input;

  @Option(
      names = "--variables",
      required = true,
      split = ",",
      paramLabel = "VAR",
      description = "Fields of time and space, on one grid.")
  private List<String> variables;

  @Mixin private MaskOption mask;

  @Mixin private PdeModelOptions network;
  @Mixin private PdeTrainingOptions training;

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

  @Mixin private FolderOptions folder;
  @Mixin CommonOptions common;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Path target = folder.target(input.name() + "-pde");
    FolderOptions.requireOutside(target, "--checkpoint", checkpoint);
    FolderOptions.requireOutside(target, "INPUT", input.file());
    folder.require(target);
    if (network.isVarying()) {
      training.requireForVarying();
    }
    try (FieldSeries all = input.open(variables);
        RunRecord record = RunRecord.start(spec, mask.paths(input.file()));
        Tensor land = mask.read(input.file(), input.sampling(), all).orElse(null)) {
      Optional<Tensor> where = Optional.ofNullable(land);
      where.ifPresent(all::markUnknown);
      FieldSeries data = where.map(all::masked).orElse(all);
      List<RolloutStage> stages = training.stages(network.model());
      int held = heldOut(data, stages.stream().mapToInt(RolloutStage::blocks).max().orElseThrow());
      data.requireFinite(0);
      input.sampling().assumed(all.first().axes()).ifPresent(spec.commandLine().getErr()::println);
      int frames = data.frames() - held;
      StepDesign design = network.design(data.part(0, frames));
      if (design instanceof PdeNetDesign && training.penalty(1) > 0) {
        farFromZero(data).ifPresent(spec.commandLine().getErr()::println);
      }
      StepTraining.Learned learned =
          new StepTraining(
                  data.part(0, frames),
                  where,
                  training,
                  network.smoothness(),
                  seed,
                  checkpoint,
                  of -> identity(of, frames))
              .run(design, stages);
      try (RolloutResult result = learned.result();
          StepModel model = StepModel.of(learned.design(), result.parameters(), where)) {
        record.computed();
        learned
            .note()
            .ifPresent(note -> spec.commandLine().getOut().println(note + System.lineSeparator()));
        finish(model, result, data, frames, target, record);
      } finally {
        where.ifPresent(Tensor::close);
      }
    }
  }

  private static Optional<String> farFromZero(FieldSeries data) {
    List<Double> means = data.means();
    List<Double> deviations = data.deviations();
    List<String> names =
        IntStream.range(0, means.size())
            .filter(k -> Math.abs(means.get(k)) > FAR * deviations.get(k))
            .mapToObj(k -> data.fields().get(k).name())
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.join(", ", names)
                + " lies far from zero, and penalties hold back the terms that make up for it:"
                + " subtract the mean in the file, or give --penalties 0,0");
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

  /** What a checkpoint is of; the file by size and time, since reading it all would take long. */
  private String identity(StepDesign design, int frames) {
    try {
      return design
          + ", penalties "
          + training.penalty(0)
          + " and "
          + training.penalty(1)
          + training.stability().stream()
              .mapToObj(w -> " and " + w + " on growth")
              .findFirst()
              .orElse("")
          + ", smoothness "
          + network.smoothness()
          + ", seed "
          + seed
          + ", "
          + frames
          + " frames of "
          + input.sampling()
          + ", mask "
          + mask.described(input.file())
          + " of '"
          + input.file().getFileName()
          + "', "
          + Files.size(input.file())
          + " bytes of "
          + Files.getLastModifiedTime(input.file());
    } catch (IOException failure) {
      throw new InvalidInputException(
          "INPUT '" + input.file() + "' cannot be read (" + failure + "); check its permissions",
          failure);
    }
  }

  private void finish(
      StepModel model,
      RolloutResult result,
      FieldSeries data,
      int from,
      Path target,
      RunRecord record) {
    PrintWriter print = spec.commandLine().getOut();
    StepDesign design = model.design();
    result
        .divergence()
        .ifPresent(
            message ->
                print.println("stopped, what was reached before is kept: " + message + "\n"));
    if (design instanceof PdeNetDesign net) {
      ModelExplanation.equations(
              net, result.parameters(), StepTraining.highestDegree(net), StepTraining.NEGLIGIBLE)
          .forEach(print::println);
      print.println();
    }
    Optional<CoefficientReport> coefficients = CoefficientReport.of(model);
    coefficients.ifPresent(
        report -> {
          report.print(StepTraining.NEGLIGIBLE, print);
          print.println();
        });
    int rest = data.frames() - 1 - from;
    int steps = Math.max(1, rest / 2);
    ErrorGrowth growth = ErrorGrowth.of(model, data, from, steps);
    growth.print(print);
    print.println();
    print.printf(Locale.ROOT, "time step      %s%n", Decimal.of(design.grid().dt()));
    StableStep.of(model, data.state().shape()).ifPresent(step -> print.println(step.text()));
    folder.write(
        target,
        print,
        written -> {
          List<Path> files = new ArrayList<>();
          Path file = written.resolve(ModelPlace.FILE_NAME);
          model.save(file);
          files.add(file);
          files.addAll(growth.figure("errors on frames held out").write(written.staging()));
          if (coefficients.isPresent()) {
            String time = data.first().axes().getFirst().units();
            files.addAll(coefficients.get().write(StepTraining.NEGLIGIBLE, time, written));
          }
          for (Figure figure : RolloutPictures.of(model, data, from, rest)) {
            files.addAll(figure.write(written.staging()));
          }
          files.add(record.write(written, files));
          return files;
        });
    print.flush();
  }
}
